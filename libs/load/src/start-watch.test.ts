import { join } from 'node:path';
import type { HistoryRecord, RecordOf } from '@plimsoll/history/record';
import { readHistory } from '@plimsoll/history/reader';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { ClientPlan } from './client.ts';
import { SequencerDouble } from './sequencer-double.ts';
import { startWatch } from './start-watch.ts';
import { testMember, testPlan } from './test-plan.fixture.ts';

// Real processes and real time: others may share the machine.
vi.setConfig({ testTimeout: 240_000 });
const soon = { timeout: 60_000 };

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

/** When probes of a series that were made from then on succeeded. The file can be read while it grows. */
function successes(plan: ClientPlan, key: string, sinceMicros = 0): number[] {
  return of('probe', read(plan))
    .filter(({ probe, site, instance }) => `${probe}|${site}|${instance}` === key)
    .filter(({ outcome, sentMicros }) => outcome === 'ok' && sentMicros >= sinceMicros)
    .map(({ doneMicros }) => doneMicros)
    .sort((a, b) => a - b);
}

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
  // Each has worked; not all at once, where the machine is busy.
  for (const key of [...reads, ...writes])
    await expect.poll(() => successes(plan, key).length, soon).toBeGreaterThan(0);
  await expect
    .poll(() => Object.keys(watch.status().probes).sort(), soon)
    .toEqual([...reads, ...writes].sort());
  for (const instance of ['node-1', 'node-2', 'gateway-1'])
    await expect.poll(() => watch.status().health[instance]?.ready, soon).toBe(true);
  // One round of tricks, each answered: on a busy machine some are not. The file can be read while it grows.
  const answered = (): RecordOf<'intrusion'>[] =>
    of('intrusion', read(plan)).filter(({ outcome, code }) => outcome !== 'info' && code !== 'NOT_SENT');
  await expect
    .poll(() => new Set(answered().map(({ asked }) => asked)).size, { timeout: 150_000 })
    .toBeGreaterThanOrEqual(7);
  if (plan.capabilities.includes('acknowledge')) {
    await expect.poll(() => of('acknowledge', read(plan)).length, soon).toBeGreaterThan(0);
  }
  await watch.close();

  const records = read(plan);
  for (const { asked, outcome, code, expected } of answered()) {
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
  const all = [...reads, ...writes];
  const killed = all.filter((key) => key.endsWith('node-2'));
  for (const key of all) await expect.poll(() => successes(plan, key).length, soon).toBeGreaterThan(0);
  const before = new Map(killed.map((key) => [key, successes(plan, key).at(-1) ?? NaN]));
  await double.kill('node-2');
  await expect.poll(() => killed.some(ok), soon).toBe(false);
  await expect.poll(() => watch.status().health['node-2']?.ready, soon).toBe(null);
  // From here on nothing more can come from it: answers under way have arrived. The others go on.
  const down = now();
  const others = all.filter((key) => !killed.includes(key));
  for (const key of others)
    await expect.poll(() => successes(plan, key, down).length, soon).toBeGreaterThanOrEqual(3);
  expect(killed.some(ok)).toBe(false);
  const restarted = now();
  await double.restart('node-2');
  for (const key of killed)
    await expect.poll(() => successes(plan, key, restarted).length, soon).toBeGreaterThan(0);
  const again = now();
  await watch.close();

  for (const key of killed) {
    const last = Math.max(...successes(plan, key).filter((at) => at <= down));
    const next = Math.min(...successes(plan, key).filter((at) => at > down));
    // The gap begins where the last success was seen, holds until the restart, and ends with what is seen first after it.
    expect(last).toBeGreaterThanOrEqual(before.get(key) ?? NaN);
    expect(next).toBeGreaterThanOrEqual(restarted);
    expect(next).toBeLessThanOrEqual(again);
  }
});
