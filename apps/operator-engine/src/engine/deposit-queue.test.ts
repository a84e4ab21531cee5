import { expect, test } from 'vitest';
import type { DepositQueued } from '../chain/rollup-contract.ts';
import { createDepositQueue } from './deposit-queue.ts';

const deposit = (index: number, blockNumber: number): DepositQueued => ({
  kind: 'deposit-queued',
  index: BigInt(index),
  accountId: 1,
  tokenId: 0,
  amount: 1n,
  blockNumber,
  blockHash: '0x',
  transactionHash: '0x',
  logIndex: 0,
});

test('queue order is kept: known ones are ignored, a gap is told', () => {
  const queue = createDepositQueue(0n);
  expect([0, 1, 0, 3].map((index) => queue.add(deposit(index, index)))).toEqual([
    'added',
    'added',
    'known',
    'gap',
  ]);
  expect(queue.between(0n, 2n).map(({ index }) => index)).toEqual([0n, 1n]);
});

test('only what is in a final block may be taken, and a reorganisation takes back what stood later', () => {
  const queue = createDepositQueue(0n);
  for (const [index, block] of [3, 5, 7].entries()) queue.add(deposit(index, block));
  expect(queue.takeable(1n, 5).map(({ index }) => index)).toEqual([1n]);
  queue.dropAbove(5);
  expect(queue.add(deposit(2, 8))).toBe('added');
  queue.forgetBefore(2n);
  expect(queue.takeable(2n, 9).map(({ index }) => index)).toEqual([2n]);
  expect(queue.between(0n, 3n).map(({ index }) => index)).toEqual([2n]);
  expect(queue.add(deposit(1, 5))).toBe('known');
});
