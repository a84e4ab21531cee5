import type { Plan } from '@plimsoll/history/plan';
import type { HistoryRecord, SendRecord } from '@plimsoll/history/record';
import type { Life, LivedSend } from './draw-life.ts';
import type { Synthesis } from './synthesize.ts';

type Timed = readonly [atMicros: number, record: HistoryRecord];

const refusals = { code: 'SEQUENCER_OVERLOADED', httpStatus: 429 } as const;

/** Digest of an envelope of a synthetic message: anything that tells messages and envelopes apart. */
export function digestOf(id: number, index: number): number {
  return (Math.imul(id + 1, 0x9e3779b1) ^ index) >>> 0;
}

/** Phases and faults with their receipts. */
export function* runnerRecords(plan: Plan, life: Life): Generator<HistoryRecord> {
  yield { kind: 'phase', phase: 'setup', atMicros: 0 };
  yield { kind: 'phase', phase: 'steady', atMicros: 1000 };
  yield {
    kind: 'note',
    about: 'steady',
    atMicros: 2000,
    client: 'runner',
    values: { reached: true, missing: [] },
  };
  yield { kind: 'phase', phase: 'load', atMicros: 2000 };
  for (const [trial, kill] of life.kills.entries()) {
    const steps = [
      ['planned', kill.fromMicros - 10_000],
      ['applied', kill.fromMicros],
      ['bit', kill.fromMicros + 5000],
      ['healing', kill.toMicros - 10_000],
      ['healed', kill.toMicros],
    ] as const;
    for (const [step, atMicros] of steps)
      yield {
        kind: 'fault',
        trial,
        fault: 'kill',
        target: `node:${kill.node}`,
        step,
        atMicros,
        parameters: {},
        observation: `${step} seen`,
        touches: [kill.node],
      };
  }
  const end = life.endMicros;
  yield { kind: 'note', about: 'leftovers', atMicros: end, client: 'runner', values: { found: [] } };
  yield { kind: 'phase', phase: 'final', atMicros: end };
  yield { kind: 'note', about: 'bypasses', atMicros: end + 1e6, client: 'runner', values: { seen: [] } };
  yield { kind: 'phase', phase: 'end', atMicros: end + 1e6 };
  void plan;
}

/** Sends in order of their answers, with acknowledgements, times and bounds between. */
export function* loadRecords(
  synthesis: Synthesis,
  plan: Plan,
  life: Life,
  uniform: () => number,
): Generator<Timed> {
  const sends = [...life.attempts].sort((a, b) => a.doneMicros - b.doneMicros);
  let next = 1e6;
  for (const send of sends) {
    while (next < send.doneMicros) {
      yield* smallCalls(synthesis, life, next);
      next += 1e6;
    }
    yield [send.doneMicros, sendRecord(send, uniform)];
  }
  const total = sends.filter((send) => send.attempt === 1).length;
  const values = { offered: total, sent: total, unsent: 0, total: true };
  yield [
    life.endMicros,
    { kind: 'note', client: 'load', about: 'offered', atMicros: life.endMicros, values },
  ];
  void plan;
}

function* smallCalls(synthesis: Synthesis, life: Life, at: number): Generator<Timed> {
  const common = {
    client: 'load',
    site: 'a',
    instance: 'n-0',
    dueMicros: at,
    sentMicros: at,
    doneMicros: at + 1000,
    outcome: 'ok' as const,
  };
  // Two seconds behind: nobody acknowledges what it cannot have read. The bound follows by another second.
  const position = life.subjectTime(Math.max(0, at - 2e6));
  const bound = boundAt(life, at);
  for (let member = 0; member < synthesis.members; member += 1) {
    const askedMicros = position - member;
    yield [
      at + 1000,
      { kind: 'acknowledge', ...common, member, askedMicros, acknowledgedMicros: askedMicros },
    ];
  }
  yield [at + 1000, { kind: 'time', ...common, member: 0, timeMicros: life.subjectTime(at) - 1 }];
  if (at < 4e6 || !synthesis.pruned) return;
  yield [
    at + 1500,
    {
      kind: 'bounds',
      ...common,
      sentMicros: at + 1100,
      doneMicros: at + 1500,
      member: 0,
      lowerBoundMicros: bound,
      acknowledgedMicros: position,
    },
  ];
}

/** The lower bound as told at that moment: 3.5 s behind. */
export function boundAt(life: Life, runMicros: number): number {
  return life.subjectTime(Math.max(0, runMicros - 3.5e6));
}

function sendRecord(send: LivedSend, uniform: () => number): SendRecord {
  const { how } = send;
  const envelopes = send.to.map((to, index) => ({ to, bytes: 20, digest: digestOf(send.id, index) }));
  if (send.stranger) envelopes.push({ to: [-1], bytes: 20, digest: 1 });
  const timestampMicros = send.timestamps[0];
  const answered = how === 'sequenced' || how === 'rejected';
  return {
    kind: 'send',
    client: 'load',
    site: 'a',
    instance: send.instance,
    ...(how === 'unknown' ? {} : { servedBy: send.servedBy }),
    dueMicros: send.sentMicros - Math.floor(uniform() * 200),
    sentMicros: send.sentMicros,
    doneMicros: send.doneMicros,
    outcome: how === 'refused' || how === 'rejected' ? 'fail' : how === 'unknown' ? 'info' : 'ok',
    ...(how === 'refused' ? refusals : how === 'unknown' ? { code: 'TIMEOUT' } : {}),
    id: send.id,
    attempt: send.attempt,
    member: send.member,
    awaits: send.awaits,
    maxSequencingTimeMicros: send.maxMicros,
    ...(send.topologyMicros === undefined ? {} : { topologyTimestampMicros: send.topologyMicros }),
    envelopes,
    ...(how === 'refused' || how === 'unknown' ? {} : { status: how }),
    ...(answered && timestampMicros !== undefined ? { timestampMicros } : {}),
    ...(send.observedMicros === undefined ? {} : { observedMicros: send.observedMicros, observedOn: 1 }),
    purpose: send.stranger || send.topologyMicros !== undefined ? 'poke' : 'load',
  };
}

/** Probes, health polls and intrusions, ten times a second. */
export function* watchRecords(synthesis: Synthesis, plan: Plan, life: Life): Generator<Timed> {
  const periodMicros = 100_000;
  const nodes = new Set(plan.nodes.map(({ name }) => name));
  for (let at = 10_000; at < life.endMicros; at += periodMicros) {
    for (const { name } of [...plan.nodes, ...plan.gateways]) {
      const kill = life.kills.find((each) => at >= each.fromMicros && at < each.toMicros);
      const down = kill?.node === name;
      // Everybody waits for a moment until the dead one's lease is seen as lost.
      const stalled = kill !== undefined && at < kill.fromMicros + periodMicros;
      const common = {
        client: 'watch',
        site: 'a',
        instance: name,
        dueMicros: at,
        sentMicros: at,
        doneMicros: at + 2000,
      };
      const failed = { outcome: 'info' as const, code: 'TRANSPORT' };
      const ok = { outcome: 'ok' as const, httpStatus: 200 };
      const how = down || stalled ? failed : ok;
      yield [at, { kind: 'probe', probe: 'write', ...common, ...how }];
      if (nodes.has(name)) yield [at, { kind: 'probe', probe: 'read', ...common, ...how }];
      const incarnation = String(
        life.kills.filter((each) => each.node === name && each.toMicros <= at).length,
      );
      yield [
        at,
        {
          kind: 'health',
          ...common,
          ...(down ? failed : ok),
          ready: down ? null : true,
          reasons: [],
          ...(down ? {} : { incarnation }),
        },
      ];
    }
    if (Math.floor(at / periodMicros) % 5 === 0)
      yield [
        at,
        {
          kind: 'intrusion',
          client: 'watch',
          site: 'a',
          instance: 'n-0',
          dueMicros: at,
          sentMicros: at,
          doneMicros: at + 1000,
          outcome: 'fail',
          code: 'UNAUTHENTICATED',
          httpStatus: 401,
          asked: 'send without a token',
          expected: ['UNAUTHENTICATED'],
        },
      ];
  }
  void synthesis;
}
