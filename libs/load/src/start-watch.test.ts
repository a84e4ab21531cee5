import { join } from 'node:path';
import type { HistoryRecord, RecordOf } from '@plimsoll/history/record';
import { readHistory } from '@plimsoll/history/reader';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { ClientPlan } from './client.ts';
import { SequencerDouble } from './sequencer-double.ts';
import { startWatch } from './start-watch.ts';
import { testMember, testPlan } from './test-plan.fixture.ts';

// Real processes and real time: others may share the machine.
vi.setConfig({ testTimeout: 90_000 });

const members = [testMember('alice'), testMember('bob'), testMember('probe'), testMember('eve', false)];
let double: SequencerDouble;

beforeEach(async () => {
  double = new SequencerDouble(members);
  await double.start('node-1', 'east', 'node', ['east', 'west']);
  await double.start('node-2', 'west', 'node', ['east', 'west']);
  await double.start('gateway-1', 'east', 'gateway', ['east', 'west']);
});
afterEach(() => double.close());

function read(plan: ClientPlan): HistoryRecord[] {
  const records: HistoryRecord[] = [];
  readHistory(join(plan.historyDirectory, 'watch.ndjson'), (record) => records.push(record));
  return records;
}
const of = <K extends HistoryRecord['kind']>(kind: K, records: HistoryRecord[]): RecordOf<K>[] =>
  records.filter((record): record is RecordOf<K> => record.kind === kind);

const writes = ['write|east|node-1', 'write|west|node-2', 'write|east|gateway-1'];
const reads = ['read|east|node-1', 'read|west|node-2'];

test.each([
  ['with await=sequenced', (plan: ClientPlan) => plan],
  [
    'by receipts where await=sequenced is not claimed',
    (plan: ClientPlan) => ({ ...plan, capabilities: ['time-proofs'] }),
  ],
])('probes every instance %s, polls health and is refused as intruder', async (_, change) => {
  const plan = change(testPlan(members, double.endpoints));
  const watch = await startWatch(plan);
  watch.begin();
  await expect
    .poll(
      () =>
        Object.entries(watch.status().probes)
          .filter(([, { okSinceMicros }]) => okSinceMicros !== null)
          .map(([key]) => key)
          .sort(),
      { timeout: 30_000 },
    )
    .toEqual([...reads, ...writes].sort());
  await expect
    .poll(() => Object.values(watch.status().health).map(({ ready }) => ready), { timeout: 30_000 })
    .toEqual([true, true, true]);
  // One round of tricks; the file can be read while it grows.
  await expect
    .poll(() => new Set(of('intrusion', read(plan)).map(({ asked }) => asked)).size, { timeout: 15_000 })
    .toBeGreaterThanOrEqual(7);
  if (plan.capabilities.includes('acknowledge')) {
    await expect.poll(() => of('acknowledge', read(plan)).length, { timeout: 30_000 }).toBeGreaterThan(0);
  }
  await watch.close();

  const records = read(plan);
  const intrusions = of('intrusion', records);
  for (const { asked, outcome, code, expected } of intrusions) {
    expect({ asked, outcome, known: expected.includes(code ?? '') }).toEqual({
      asked,
      outcome: 'fail',
      known: true,
    });
  }
  // Every node has live readers of load members, and none of the probe's own streams is in the history.
  expect(new Set(of('open', records).map(({ instance }) => instance))).toEqual(new Set(['node-1', 'node-2']));
  expect(of('open', records).map(({ member }) => member)).not.toContain(2);
  if (plan.capabilities.includes('acknowledge')) {
    expect(of('acknowledge', records).every(({ member }) => member === 2)).toBe(true);
  }
});

test('a killed node shows in its own series alone, and its outage is as long as it was', async () => {
  const plan = testPlan(members, double.endpoints);
  const watch = await startWatch(plan);
  watch.begin();
  const ok = (key: string): boolean =>
    watch.status().probes[key]?.okSinceMicros !== null && watch.status().probes[key]?.ok === true;
  const now = (): number => Number(process.hrtime.bigint() - BigInt(plan.runStartNanos)) / 1000;
  await expect.poll(() => [...reads, ...writes].every(ok), { timeout: 30_000 }).toBe(true);
  const before = now();
  await double.kill('node-2');
  await expect.poll(() => ok('write|west|node-2') || ok('read|west|node-2'), { timeout: 30_000 }).toBe(false);
  await expect.poll(() => watch.status().health['node-2']?.ready, { timeout: 30_000 }).toBe(null);
  // From here on nothing more can come from it: answers under way have arrived.
  const down = now();
  await new Promise((resolve) => setTimeout(resolve, 700));
  expect([...reads, ...writes].filter((key) => !key.endsWith('node-2')).every(ok)).toBe(true);
  const restarted = now();
  await double.restart('node-2');
  await expect.poll(() => [...reads, ...writes].every(ok), { timeout: 30_000 }).toBe(true);
  await watch.close();

  for (const probe of ['write', 'read'] as const) {
    const successes = of('probe', read(plan))
      .filter((record) => record.probe === probe && record.instance === 'node-2' && record.outcome === 'ok')
      .map(({ doneMicros }) => doneMicros)
      .sort((a, b) => a - b);
    const last = Math.max(...successes.filter((at) => at <= down));
    const next = Math.min(...successes.filter((at) => at > down));
    // The gap holds the whole time from seen down to restarted, and begins and ends within some periods of it.
    expect(next).toBeGreaterThanOrEqual(restarted);
    expect(next - restarted).toBeLessThan(3_000_000);
    expect(last).toBeGreaterThan(before - 1_000_000);
  }
});
