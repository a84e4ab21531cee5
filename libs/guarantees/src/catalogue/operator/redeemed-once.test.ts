import type { OperationRecord } from '@plimsoll/history/operator-record';
import { expect, test } from 'vitest';
import { OperatorStory, orderIndex } from '../../operator-story.fixture.ts';
import { examine } from '../../story.fixture.ts';
import guarantee from './redeemed-once.ts';

const made = () => new OperatorStory().operation(0, 100).operation(1, 110).batch(200, [0, 1]);
const redeemed = (index: number, more: Partial<OperationRecord> = {}) =>
  examine(guarantee, made().redeem(2, 300, index, more).batch(400, [2])).verdict;

test('once, in order of index', () => {
  const told = made()
    .redeem(2, 300, orderIndex(1, 0))
    .redeem(3, 310, orderIndex(1, 1), { nonce: 2 })
    .batch(400, [2, 3]);
  expect(examine(guarantee, told)).toMatchObject({ verdict: 'PASS', checked: 2 });
});

test('twice (RM-16), or an earlier one after a later one', () => {
  for (const index of [orderIndex(1, 1), orderIndex(1, 0)]) {
    const told = made()
      .redeem(2, 300, orderIndex(1, 1))
      .redeem(3, 310, index, { nonce: 2 })
      .batch(400, [2, 3]);
    expect(examine(guarantee, told).verdict).toBe('FAIL');
  }
});

test('by another, for another amount, from another, or one that never was', () => {
  expect(redeemed(orderIndex(1, 0))).toBe('PASS');
  expect(redeemed(orderIndex(1, 0), { account: 2 })).toBe('FAIL');
  expect(redeemed(orderIndex(1, 0), { amount: '9' })).toBe('FAIL');
  expect(redeemed(orderIndex(1, 0), { counterpart: 3 })).toBe('FAIL');
  expect(redeemed(orderIndex(1, 2))).toBe('FAIL');
});

test('in the batch that makes it: it is not final yet (RM-17)', () => {
  const told = new OperatorStory().operation(0, 100).redeem(1, 110, orderIndex(1, 0)).batch(200, [0, 1]);
  expect(examine(guarantee, told).verdict).toBe('FAIL');
});
