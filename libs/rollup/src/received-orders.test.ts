import type { BatchData } from '@plimsoll/interface/operator/batch-data';
import { expect, test } from 'vitest';
import { applyBatch } from './apply-batch.ts';
import { receivedOrders } from './received-orders.ts';
import { genesisState } from './state.ts';
import { hashOf, keyOf } from './wishes.fixture.ts';

const before = genesisState(
  [1, 1, 2].map((operatorId, id) => ({ id, publicKey: keyOf(id), operatorId, balances: { 0: '100' } })),
);
const order = (from: number, to: number) =>
  ({ kind: 'create-order', hash: hashOf(to), from, to, tokenId: 0, amount: 5n, nonce: 1 }) as const;

/** What the batch of an operator brings to operator 1: a deposit for each account, then this order. */
function receivedIn(batchOf: number, from: number, to: number): ReturnType<typeof receivedOrders> {
  const batch: BatchData = {
    operatorId: batchOf,
    height: 1,
    depositsFrom: 0n,
    depositsTo: 3n,
    operations: [order(from, to)],
  };
  const deposits = [0, 1, 2].map((id) => ({ index: BigInt(id), accountId: id, tokenId: 0, amount: 7n }));
  const applied = applyBatch(before, batch, deposits);
  if (applied.kind !== 'valid') throw new Error(applied.why);
  return receivedOrders({ source: { batch }, before, ...applied }, 1);
}

const deposits = [
  { index: 65_536, from: 0, to: 0, tokenId: 0, amount: '7' },
  { index: 65_537, from: 1, to: 1, tokenId: 0, amount: '7' },
];

test('deposits for the own accounts are told, the own orders are not: their operations tell of them', () => {
  expect(receivedIn(1, 0, 1)).toEqual(deposits);
});

test('what accounts of another operator send is told where it is for an own account', () => {
  expect(receivedIn(2, 2, 1)).toEqual([
    ...deposits,
    { index: 65_539, from: 2, to: 1, tokenId: 0, amount: '5' },
  ]);
  expect(receivedIn(2, 2, 2)).toEqual(deposits);
});
