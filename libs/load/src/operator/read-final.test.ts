import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { HistoryRecord } from '@plimsoll/history/record';
import type { ClientPlan } from '../client.ts';
import type { Identities } from '../driver.ts';
import { recorded } from '../recorded.fixture.ts';
import type { OperatorDouble } from './double/operator-double.ts';
import { operatorDriver } from './driver.ts';
import { testDouble, testPlan } from './test-plan.fixture.ts';

// Real processes and real time: others may share the machine.
vi.setConfig({ testTimeout: 120_000 });

let double: OperatorDouble;
let identities: Identities;
let plan: ClientPlan;

beforeEach(async () => {
  ({ double, identities } = await testDouble());
  plan = testPlan(double, identities, { mix: { createAccount: 0.1, outbound: 0.1, tooMuch: 0.1 } });
  const load = await operatorDriver.startLoad(plan);
  load.begin();
  await expect.poll(() => load.status().acknowledged, { timeout: 60_000 }).toBeGreaterThan(100);
  await load.stop(10_000);
  await load.sentinel(10_000);
  await load.close();
}, 120_000);
afterEach(() => double.close());

/** What was seen, without when and by whom. */
function seen(
  observer: 'first' | 'second',
  kind: 'status' | 'account' | 'received' | 'batch' | 'reverted',
): string[] {
  const timeless = (record: HistoryRecord): string =>
    JSON.stringify(
      Object.entries(record)
        .filter(([field]) => !/^(crc|observer|client|.*Micros)$/.test(field))
        .sort(([a], [b]) => a.localeCompare(b)),
    );
  const records: readonly HistoryRecord[] = recorded(plan.historyDirectory, observer)(kind);
  return records.map(timeless).sort((a, b) => a.localeCompare(b));
}

test('both observers read every end, account and order at every node and the whole chain, and see the same', async () => {
  double.chain.submit(9999, [], true);
  await Promise.all([operatorDriver.readFinal(plan, 'first'), operatorDriver.readFinal(plan, 'second')]);
  for (const kind of ['status', 'account', 'received', 'batch', 'reverted'] as const) {
    expect(seen('first', kind), kind).not.toHaveLength(0);
    expect(seen('second', kind), kind).toEqual(seen('first', kind));
  }
  const of = recorded(plan.historyDirectory, 'first');
  const asked = new Set(recorded(plan.historyDirectory, 'load')('operation').map(({ hash }) => hash));
  expect(of('status')).toHaveLength(2 * asked.size);
  expect(new Set(of('status').map(({ hash }) => hash))).toEqual(asked);
  expect(of('reverted')).toMatchObject([{ error: 'StaleParent', operations: 0 }]);
  // The order that a batch made by its place is the one that its receiver is shown.
  const orders = of('batch').flatMap(({ operations }) =>
    operations.filter(({ method }) => method === 'create-order').map(({ hash, index }) => ({ hash, index })),
  );
  expect(orders.length).toBeGreaterThan(20);
  for (const { hash, index } of orders)
    expect(index).toBe(double.ledger.operations.get(hash as `0x${string}`)?.index);
});

test('a node that is gone is told as unread by both, in bounded time; the other is read', async () => {
  await double.kill('node-1');
  await Promise.all([operatorDriver.readFinal(plan, 'first'), operatorDriver.readFinal(plan, 'second')]);
  for (const observer of ['first', 'second'] as const) {
    const of = recorded(plan.historyDirectory, observer);
    expect(new Set(of('status').map(({ instance }) => instance))).toEqual(new Set(['node-2']));
    const unread = of('note').filter(({ about }) => about === 'unread');
    expect(new Set(unread.map(({ values }) => values['instance']))).toEqual(new Set(['node-1']));
  }
});
