import { expect, test } from 'vitest';
import { OperatorStory, genesisFunds, orderIndex } from '../../operator-story.fixture.ts';
import { examine } from '../../story.fixture.ts';
import guarantee from './conservation.ts';

const outbound = { method: 'outbound', counterpart: -1, address: '0xAB', nonce: 2 } as const;
const story = () =>
  new OperatorStory()
    .operation(0, 100)
    .redeem(1, 200, orderIndex(1, 0))
    .operation(2, 300, outbound)
    .deposit(1, 7n)
    .batch(300, [0])
    .batch(400, [1, 2], 1)
    .redeem(3, 450, orderIndex(2, 0), { nonce: 2, amount: '7', counterpart: 0 })
    .batch(500, [3]);
const paid = (address: string, amount: string) =>
  story().tell('first', 3000, {
    kind: 'withdrawal',
    observer: 'first',
    atMicros: 3_000_000,
    address,
    tokenId: 0,
    amount,
    blockNumber: 99,
  });

test('orders, redemptions, deposits and withdrawals balance', () => {
  expect(examine(guarantee, story())).toMatchObject({ verdict: 'PASS', checked: 3 });
  expect(examine(guarantee, paid('0xab', '10')).verdict).toBe('PASS');
});

test('an order redeemed twice makes money (RM-16)', () => {
  const told = new OperatorStory()
    .operation(0, 100)
    .redeem(1, 200, orderIndex(1, 0))
    .redeem(2, 300, orderIndex(1, 0), { nonce: 2 })
    .batch(300, [0])
    .batch(400, [1])
    .batch(500, [2]);
  const finding = examine(guarantee, told);
  expect(finding).toMatchObject({ verdict: 'FAIL', violations: 1 });
  expect(finding.witnesses[0]?.prose).toContain('After batch 3');
  expect(finding.witnesses[0]?.prose).toContain('10 too much');
});

test('redeemed for more than it holds', () => {
  const told = new OperatorStory()
    .operation(0, 100)
    .redeem(1, 200, orderIndex(1, 0), { amount: '11' })
    .batch(300, [0])
    .batch(400, [1]);
  expect(examine(guarantee, told).witnesses[0]?.prose).toContain('1 too much');
});

test('a balance below zero, though the sums are right', () => {
  const told = new OperatorStory().operation(0, 100, { amount: String(genesisFunds + 1n) }).batch(300, [0]);
  expect(examine(guarantee, told)).toMatchObject({ verdict: 'FAIL', violations: 1 });
});

test('the contract paid more, or to somebody else', () => {
  expect(examine(guarantee, paid('0xab', '11')).verdict).toBe('FAIL');
  expect(examine(guarantee, paid('0xcd', '1')).verdict).toBe('FAIL');
});
