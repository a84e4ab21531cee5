import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { WatchHandle } from '../client.ts';
import type { Identities } from '../driver.ts';
import { recorded } from '../recorded.fixture.ts';
import type { OperatorDouble } from './double/operator-double.ts';
import { operatorDriver } from './driver.ts';
import { firstProbeId } from './probe-ids.ts';
import { testDouble, testPlan } from './test-plan.fixture.ts';

// Real processes and real time: others may share the machine.
vi.setConfig({ testTimeout: 120_000 });

let double: OperatorDouble;
let identities: Identities;

beforeEach(async () => {
  ({ double, identities } = await testDouble());
});
afterEach(() => double.close());

const series = ['node-1', 'node-2', 'gateway-1'].flatMap((instance) => {
  const site = instance === 'node-2' ? 'west' : 'east';
  return [`write|${site}|${instance}`, `read|${site}|${instance}`];
});
const good = (watch: WatchHandle): string[] =>
  Object.entries(watch.status().probes)
    .filter(([, { okSinceMicros }]) => okSinceMicros !== null)
    .map(([key]) => key)
    .sort((a, b) => a.localeCompare(b));

test('probes every endpoint, looks at nodes and chain, is refused as forger, and waits for the end of its own', async () => {
  const plan = testPlan(double, identities, { probePeriodMs: 200 });
  const watch = await operatorDriver.startWatch(plan);
  watch.begin();
  await expect
    .poll(() => good(watch), { timeout: 60_000 })
    .toEqual(series.toSorted((a, b) => a.localeCompare(b)));
  const of = recorded(plan.historyDirectory, 'watch');
  const enough = (): boolean => {
    const now = recorded(plan.historyDirectory, 'watch');
    return (
      now('intrusion').length > 3 &&
      now('account').length > 3 &&
      now('batch').length > 0 &&
      now('status').some(({ status }) => status === 'EXECUTED')
    );
  };
  await expect.poll(enough, { timeout: 60_000 }).toBe(true);
  expect(await watch.settle(30_000)).toEqual({ reached: [0, 1], missing: [] });
  await watch.close();
  expect(of('operation')).toBeDefined();
  const all = recorded(plan.historyDirectory, 'watch');
  const operations = all('operation');
  const ids = [...new Set(operations.map(({ id }) => id))].sort((a, b) => a - b);
  expect(ids).toEqual(ids.map((_, index) => firstProbeId + index));
  expect(operations.every(({ purpose, expected }) => purpose === 'probe' && expected === 'executed')).toBe(
    true,
  );
  for (const { hash } of operations)
    expect(double.ledger.operations.get(hash as `0x${string}`)?.status).toBe('EXECUTED');
  // On a busy machine some get no answer; none is let in.
  for (const { outcome, code } of all('intrusion'))
    expect([outcome, code]).toEqual(outcome === 'info' ? ['info', 'TIMEOUT'] : ['fail', 'SIGNATURE_INVALID']);
  const blocks = all('block');
  expect(blocks.length).toBeGreaterThan(3);
  blocks.slice(1).forEach(({ parentHash }, index) => expect(parentHash).toBe(blocks[index]?.hash));
});

test('a killed node shows in its own series alone; a probe without an answer leaves no nonce out', async () => {
  const plan = testPlan(double, identities, { probePeriodMs: 200 });
  const watch = await operatorDriver.startWatch(plan);
  watch.begin();
  await expect.poll(() => good(watch).length, { timeout: 60_000 }).toBe(series.length);
  await double.kill('node-2');
  await expect.poll(() => good(watch), { timeout: 60_000 }).not.toContain('write|west|node-2');
  await expect.poll(() => watch.status().health['node-2']?.ready, { timeout: 60_000 }).toBe(null);
  expect(good(watch)).toContain('read|east|node-1');
  await double.restart('node-2');
  await expect.poll(() => good(watch).length, { timeout: 60_000 }).toBe(series.length);
  await watch.settle(30_000);
  await watch.close();
  const operations = recorded(plan.historyDirectory, 'watch')('operation');
  const byAccount = Map.groupBy(operations, ({ account }) => account);
  for (const own of byAccount.values()) {
    const nonces = [...new Set(own.map(({ nonce }) => nonce))].sort((a, b) => a - b);
    expect(nonces).toEqual(nonces.map((_, index) => index + 1));
  }
});
