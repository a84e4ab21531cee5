import { expect, test } from 'vitest';
import type { HistoryRecord } from '@plimsoll/history/record';
import { call, health, measured, probes, send, smallPlan, step } from './imagined.fixture.ts';

const killed = [step('planned', 900), step('applied', 5000), step('bit', 5010), step('healing', 7000)];
const healed = [...killed, step('healed', 7050)];
const trialOf = (records: readonly HistoryRecord[]) => measured(records).trials[0];

test('an outage is the longest time without a successful probe at series that the fault does not touch (HS-06)', () => {
  const trial = trialOf([
    ...healed,
    ...probes('write', 'a-1', 'a', [0, 12_000], [5000, 7500]),
    ...probes('write', 'b-1', 'b', [0, 12_000], [5000, 5800]),
    ...probes('read', 'b-1', 'b', [0, 12_000]),
  ]);
  expect(trial?.state).toBe('tested');
  // Last success answered at 4902, next at 5802.
  expect(trial?.writeOutageMs).toMatchObject({ ms: 900, censored: false, series: 'write|b|b-1' });
  expect(trial?.writeOutageMs?.resolutionMs).toBeCloseTo(100, 6);
  expect(trial?.readOutageMs?.ms).toBe(100);
  expect(trial?.touchedOutageMs).toMatchObject({ ms: 2600, series: 'write|a|a-1' });
  expect(trial?.phases).toMatchObject({ firstSuccessMs: 802, allBackMs: 802 });
  expect(trial?.comesBackAlone).toBe(true);
});

test('an outage before the fault is not its outage; one that outlasts the run is "greater than"', () => {
  const early = trialOf([...healed, ...probes('write', 'b-1', 'b', [0, 12_000], [1000, 3000])]);
  expect(early?.writeOutageMs?.ms).toBe(100);
  const never = trialOf([...healed, ...probes('write', 'b-1', 'b', [0, 12_000], [5000, 12_000])]);
  expect(never?.writeOutageMs).toMatchObject({ ms: 7000, censored: true });
  expect(never?.comesBackAlone).toBe(false);
});

test('a client in a touched site does not make the headline', () => {
  const dark = healed.map((one) => ({ ...one, touches: ['a', 'a-1'], target: 'site:a' }));
  const trial = trialOf([
    ...dark,
    ...probes('write', 'b-1', 'a', [0, 12_000], [5000, 8000]),
    ...probes('write', 'b-1', 'b', [0, 12_000]),
  ]);
  expect(trial?.writeOutageMs?.ms).toBe(100);
  expect(trial?.touchedOutageMs?.ms).toBe(3100);
});

test('rejoined: first ready after the heal began; detection: first poll that was not ready', () => {
  const trial = trialOf([
    ...healed,
    ...probes('write', 'b-1', 'b', [0, 12_000]),
    health('a-1', 100, true),
    health('a-1', 5200, null),
    health('a-1', 7000, null),
    health('a-1', 7400, true),
    health('a-1', 9000, true),
  ]);
  expect(trial?.rejoinedMs).toBe(400);
  expect(trial?.phases?.detectMs).toBe(200);
  // It was not ready long before: nothing was detected.
  const before = trialOf([
    ...healed,
    ...probes('write', 'b-1', 'b', [0, 12_000]),
    health('a-1', 100, false),
    health('a-1', 9000, true),
  ]);
  expect(before?.phases?.detectMs).toBeNull();
});

test('a trial without a receipt is invalid, one that never started is listed (HX-M9)', () => {
  expect(trialOf(healed.filter((one) => one.step !== 'bit'))).toMatchObject({
    state: 'invalid',
    reason: 'no receipt that it bit',
  });
  expect(trialOf(killed)).toMatchObject({ state: 'invalid', reason: 'not seen to be healed' });
  expect(trialOf([])).toMatchObject({ state: 'not tested' });
  expect(trialOf([step('not-tested', 1, { observation: 'no such target here' })])).toMatchObject({
    state: 'not tested',
    reason: 'no such target here',
  });
});

test('lost: acknowledged and missing from a final read that was complete, booked to the trial that was on', () => {
  const records: HistoryRecord[] = [
    ...healed,
    send(0, 1000),
    send(1, 5500, { timestampMicros: 5000 }),
    send(2, 5600),
    send(3, 5700, { status: 'accepted' }),
    {
      kind: 'open',
      stream: 9,
      observer: 'first',
      client: 'first',
      site: 'a',
      instance: 'b-1',
      member: 0,
      fromMicros: null,
      atMicros: 1,
    },
    ...[0, 2].map((id) => ({
      kind: 'event' as const,
      stream: 9,
      atMicros: 1,
      timestampMicros: id,
      previousMicros: null,
      type: 'deliver' as const,
      id,
      sender: 0,
      receipt: true,
      envelopes: [],
    })),
  ];
  expect(trialOf(records)?.lost).toBe(0);
  const read = [...records, { kind: 'close', stream: 9, atMicros: 2, complete: true } as const];
  expect(trialOf(read)?.lost).toBe(1);
  // What every enabled member acknowledged may be gone, if the subject claims to prune.
  const acknowledged = (member: number, micros: number) =>
    ({ ...call(8000), kind: 'acknowledge', member, askedMicros: micros }) as const;
  const pruning = { ...smallPlan, subject: { ...smallPlan.subject, capabilities: ['pruning'] } };
  const all = [...read, acknowledged(0, 6000), acknowledged(1, 6000)];
  expect(measured(all, pruning).trials[0]?.lost).toBe(0);
  expect(measured(all).trials[0]?.lost).toBe(1);
  expect(measured(all.slice(0, -1), pruning).trials[0]?.lost).toBe(1);
});

test('load: rates over the due times, latency from due, errors by code, percentiles that n carries', () => {
  const sends = Array.from({ length: 1000 }, (_, id) =>
    send(id, id * 10, {
      dueMicros: id * 10_000 - 1000,
      ...(id % 10 === 0 ? { outcome: 'info' as const, code: 'TIMEOUT' } : {}),
    }),
  );
  const { load, timeline } = measured(sends);
  expect(load).toMatchObject({ sends: 1000, ok: 900, info: 100, fail: 0, errors: { TIMEOUT: 100 } });
  expect(load.offeredPerSecond).toBeCloseTo(100, 0);
  expect(load.latency.n).toBe(900);
  expect(load.latency.percentiles.map(({ p }) => p)).toEqual([50, 90, 95]);
  expect(load.latency.maxMs).toBe(3);
  expect(load.serviceTime.maxMs).toBe(2);
  expect(load.slip.minMs).toBe(1);
  expect(timeline.sends.reduce((sum, point) => sum + point.ok, 0)).toBe(900);
});

test('latency is taken from the intended send time: the stall self-test (HS-02, HX-M6)', () => {
  // 1,000/s for 100 s; frozen from 40 s to 50 s: what was due then could be sent and was answered at 50 s only.
  const { load } = measured(
    Array.from({ length: 100_000 }, (_, id) =>
      id >= 40_000 && id < 50_000
        ? send(id, id, { sentMicros: 49_999_000, doneMicros: 50_000_000 })
        : send(id, id, { doneMicros: 1000 * (id + 1) }),
    ),
  );
  const at = (p: number) => load.latency.percentiles.find((one) => one.p === p)?.ms ?? 0;
  expect(at(95)).toBeGreaterThan(4900);
  expect(at(95)).toBeLessThan(5100);
  expect(at(99)).toBeGreaterThan(8900);
  expect(load.latency.maxMs).toBe(10_000);
});

test('the timeline has fault bands from receipts and a lane for each instance', () => {
  const { timeline } = measured([
    { kind: 'process', instance: 'a-1', site: 'a', event: 'started', atMicros: 0 },
    { kind: 'process', instance: 'a-1', site: 'a', event: 'killed', atMicros: 5_000_000 },
    { kind: 'process', instance: 'a-1', site: 'a', event: 'started', atMicros: 7_000_000 },
    ...healed,
    health('a-1', 100, true),
    health('a-1', 7400, true),
    health('a-1', 8000, false),
    health('b-1', 9000, true),
  ]);
  expect(timeline.faults).toEqual([
    { trial: 0, fault: 'kill', target: 'node:a-1', fromMs: 5000, toMs: 7050 },
  ]);
  const lane = timeline.lanes.find((one) => one.name === 'a-1');
  expect(lane?.spans.map((span) => [span.fromMs, span.state])).toEqual([
    [0, 'not ready'],
    [100, 'ready'],
    [5000, 'down'],
    [7000, 'not ready'],
    [7400, 'ready'],
    [8000, 'not ready'],
  ]);
});

test('cells and conditions: hits are counted, a required condition nobody knows is never met', () => {
  const plan = {
    ...smallPlan,
    scenario: { ...smallPlan.scenario, required: ['failover-under-load', 'no-such'] },
    notAvailable: [{ fault: 'store-restart', why: 'the subject needs no database' }],
  };
  const { cells, sometimes } = measured([...healed, send(0, 4999)], plan);
  expect(cells).toEqual([
    { fault: 'kill', target: 'node', phase: 'quiet', state: 'tested', hits: 1 },
    expect.objectContaining({ fault: 'store-restart', state: 'n/a' }),
  ]);
  expect(sometimes.filter((one) => one.required)).toEqual([
    expect.objectContaining({ id: 'failover-under-load', hits: 1 }),
    expect.objectContaining({ id: 'no-such', hits: 0 }),
  ]);
});
