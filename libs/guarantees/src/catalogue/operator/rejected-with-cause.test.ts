import type { OperationRecord } from '@plimsoll/history/operator-record';
import { expect, test } from 'vitest';
import { OperatorStory, genesisFunds, orderIndex } from '../../operator-story.fixture.ts';
import { examine } from '../../story.fixture.ts';
import guarantee from './rejected-with-cause.ts';

/** Operation 0 is executed; operation 1 is rejected so. */
const rejected = (reason: string, more: Partial<OperationRecord>) =>
  examine(
    guarantee,
    new OperatorStory().operation(0, 100).batch(200, [0]).operation(1, 300, more).rejected(1, reason),
  ).verdict;
const tooMuch = { nonce: 2, amount: String(genesisFunds - 9n) };

test.each([
  ['NONCE_TOO_LOW', { nonce: 1 }, { nonce: 2 }],
  ['REPLACED_BY_OPERATION_WITH_SAME_NONCE', { nonce: 1 }, { nonce: 2 }],
  ['NONCE_TOO_HIGH', { nonce: 3 }, { nonce: 1 }],
  ['BALANCE_TOO_LOW', tooMuch, { nonce: 2, amount: String(genesisFunds - 10n) }],
  ['ACCOUNT_NOT_FOUND', { nonce: 2, counterpart: 77 }, { nonce: 2 }],
  ['PUBLIC_KEY_ALREADY_EXISTS', undefined, { nonce: 2 }],
  ['ORDER_NOT_REDEEMABLE', undefined, { nonce: 2 }],
  ['OUT_OF_PATIENCE', undefined, { nonce: 2 }],
  ['', undefined, { nonce: 2 }],
] as const)('%s holds for %o, not for %o', (reason, truly, falsely) => {
  if (truly !== undefined) expect(rejected(reason, truly)).toBe('PASS');
  expect(rejected(reason, falsely)).toBe('FAIL');
});

test('the balance counts when the turn has come, not at the end', () => {
  const told = new OperatorStory()
    .operation(0, 100)
    .operation(1, 300, tooMuch)
    .operation(2, 400, { account: 1, counterpart: 0, nonce: 1, amount: '500' })
    .redeem(3, 500, orderIndex(2, 0), { account: 0, counterpart: 1, nonce: 2, amount: '500' })
    .batch(200, [0])
    .batch(450, [2])
    .batch(600, [3])
    .rejected(1, 'BALANCE_TOO_LOW');
  expect(examine(guarantee, told).verdict).toBe('PASS');
});

test('a balance that was too low before the turn ever came is no reason', () => {
  expect(rejected('BALANCE_TOO_LOW', { nonce: 5, amount: String(genesisFunds * 2n) })).toBe('FAIL');
});

test('an order passed over may be called so, one above the redemption index not', () => {
  const made = () =>
    new OperatorStory()
      .operation(0, 100)
      .operation(1, 110)
      .batch(200, [0, 1])
      .redeem(2, 300, orderIndex(1, 1))
      .batch(400, [2]);
  const passed = made().redeem(3, 500, orderIndex(1, 0), { nonce: 2 }).rejected(3, 'ORDER_NOT_REDEEMABLE');
  expect(examine(guarantee, passed).verdict).toBe('PASS');
  const above = made().redeem(3, 500, orderIndex(1, 2), { nonce: 2 }).rejected(3, 'ORDER_NOT_REDEEMABLE');
  expect(examine(guarantee, above).verdict).toBe('FAIL');
});
