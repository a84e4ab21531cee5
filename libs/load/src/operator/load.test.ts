import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { ClientPlan, LoadHandle } from '../client.ts';
import type { Identities } from '../driver.ts';
import { recorded } from '../recorded.fixture.ts';
import type { OperatorDouble } from './double/operator-double.ts';
import { operatorDriver } from './driver.ts';
import { testDouble, testPlan } from './test-plan.fixture.ts';

// Real processes and real time: others may share the machine.
vi.setConfig({ testTimeout: 120_000 });

let double: OperatorDouble;
let identities: Identities;

beforeEach(async () => {
  ({ double, identities } = await testDouble());
});
afterEach(() => double.close());

async function loaded(plan: ClientPlan, enough: (load: LoadHandle) => boolean): Promise<LoadHandle> {
  const load = await operatorDriver.startLoad(plan);
  load.begin();
  await expect.poll(() => enough(load), { timeout: 60_000 }).toBe(true);
  await load.stop(10_000);
  return load;
}

const often = {
  redeem: 0.5,
  outbound: 0.1,
  createAccount: 0.1,
  rivals: 0.1,
  tooMuch: 0.05,
  redeemTwice: 0.05,
  mismatch: 0.05,
  large: 0.05,
};

test('what must be executed is executed, what must be rejected is rejected, of rivals one executes', async () => {
  const plan = testPlan(double, identities, { mix: often });
  const load = await loaded(plan, (running) => running.status().acknowledged > 250);
  expect(await load.sentinel(10_000)).toEqual({ reached: [0, 1], missing: [] });
  await load.close();
  // The last attempt of each. On a busy machine some are made again, some stay open, and some find no account free to the end.
  const operations = [
    ...new Map(recorded(plan.historyDirectory, 'load')('operation').map((each) => [each.id, each])).values(),
  ].sort((a, b) => a.id - b.id);
  expect(operations.map(({ id }) => id)).toEqual([...operations.keys()]);
  const asked = operations.filter(({ outcome }) => outcome === 'ok');
  expect(asked.length).toBeGreaterThan(200);
  const kinds = new Set(asked.map(({ method, expected }) => `${method} ${expected}`));
  expect([...kinds].sort()).toEqual([
    'create-account executed',
    'create-order either',
    'create-order executed',
    'create-order rejected',
    'outbound executed',
    'redeem-order executed',
    'redeem-order rejected',
  ]);
  const end = (hash: string): string | undefined =>
    double.ledger.operations.get(hash as `0x${string}`)?.status;
  for (const { hash, expected, method, nonce } of asked) {
    expect({ method, nonce, expected, end: end(hash) }).toEqual({
      method,
      nonce,
      expected,
      end: expected === 'either' ? end(hash) : expected.toUpperCase(),
    });
  }
  const rivals = Map.groupBy(
    asked.filter((each) => each.rivals !== undefined),
    (each) => each.rivals,
  );
  for (const group of [...rivals.values()].filter(({ length }) => length === 2))
    expect(new Set(group.map(({ hash }) => end(hash)))).toEqual(new Set(['EXECUTED', 'REJECTED']));
  const reasons = new Set([...double.ledger.operations.values()].map(({ reason }) => reason));
  expect(reasons).toContain('ORDER_MISMATCH');
  expect(reasons).toContain('BALANCE_TOO_LOW');
  expect(reasons).toContain('ORDER_NOT_REDEEMABLE');
  const of = recorded(plan.historyDirectory, 'load');
  expect(of('status').some(({ status }) => status === 'EXECUTED')).toBe(true);
  expect(of('received').length).toBeGreaterThan(20);
  const total = of('note').find(({ about, values }) => about === 'load' && values['total'] === true);
  expect(total?.values['unsent']).toBe(0);
  expect(of('note').some(({ about }) => about === 'slip')).toBe(true);
});

test('an account without an answer waits, the same bytes go elsewhere, and nothing is lost or left out', async () => {
  const plan = testPlan(double, identities);
  // Half of what node-1 hears hangs after it was taken, some is refused for now.
  let heard = 0;
  double.decide = (_, instance) => {
    heard += 1;
    if (instance === 'node-1' && heard % 2 === 0) return 'reset';
    return heard % 7 === 0 ? { code: 'OVER_CAPACITY' } : 'serve';
  };
  const load = await loaded(plan, (running) => running.status().acknowledged > 120);
  expect(await load.sentinel(10_000)).toEqual({ reached: [0, 1], missing: [] });
  await load.close();
  const operations = recorded(plan.historyDirectory, 'load')('operation');
  const byId = Map.groupBy(operations, ({ id }) => id);
  expect([...byId.keys()]).toHaveLength(Math.max(...byId.keys()) + 1);
  for (const attempts of byId.values()) {
    expect(attempts.map(({ attempt }) => attempt)).toEqual(attempts.map((_, index) => index + 1));
    expect(new Set(attempts.map(({ hash }) => hash)).size).toBe(1);
    expect(attempts.at(-1)?.outcome).toBe('ok');
  }
  const again = operations.filter(({ attempt }) => attempt > 1);
  expect(again.length).toBeGreaterThan(15);
  for (const { id, attempt, instance } of again) {
    const before = byId.get(id)?.[attempt - 2];
    expect(instance).not.toBe(before?.instance);
  }
  expect(new Set(operations.map(({ outcome, code }) => `${outcome} ${code}`))).toEqual(
    new Set(['ok undefined', 'info TRANSPORT', 'fail OVER_CAPACITY']),
  );
});

test('an operation that was registered and forgotten holds its account up only until that is seen', async () => {
  const plan = testPlan(double, identities, { mix: { rivals: 0, redeem: 0, createAccount: 0 } });
  let lost: { account: number; nonce: number } | undefined;
  double.decide = (operation) => {
    if (operation.kind !== 'create-order' || operation.nonce !== 3 || lost !== undefined) return 'serve';
    lost = { account: operation.from, nonce: operation.nonce };
    return 'lose';
  };
  const load = await loaded(plan, (running) => running.status().acknowledged > 120);
  // The barrier says that something did not end.
  expect((await load.sentinel(1000)).missing).toEqual([0, 1]);
  await load.close();
  const operations = recorded(plan.historyDirectory, 'load')('operation');
  expect(operations.filter(({ account }) => account !== lost?.account).length).toBeGreaterThan(100);
});
