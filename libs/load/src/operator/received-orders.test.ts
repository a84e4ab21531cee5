import { expect, test } from 'vitest';
import { receivedCall, receivedPage } from './received-orders.ts';

const order = { fromAccountId: 1, toAccountId: 2, tokenId: 0, amount: 5, blindingFactor: '0x01' };
const item = {
  moneyOrder: order,
  moneyOrderTotalIndex: 65_536,
  batchHeight: 1,
  status: 'AVAILABLE_TO_REDEEM',
};
const page = (items: readonly unknown[], more = false) =>
  receivedPage({ outcome: 'ok', code: undefined, result: { hasMoreResults: more, items } });

test('amounts are numbers or decimal strings; a blinding factor may not be kept', () => {
  const large = { ...item, moneyOrder: { ...order, amount: '18446744073709551615', blindingFactor: null } };
  expect(page([item, large], true)).toEqual({
    more: true,
    orders: [
      {
        from: 1,
        tokenId: 0,
        amount: '5',
        index: 65_536,
        status: 'AVAILABLE_TO_REDEEM',
        blindingFactor: '0x01',
      },
      {
        from: 1,
        tokenId: 0,
        amount: '18446744073709551615',
        index: 65_536,
        status: 'AVAILABLE_TO_REDEEM',
        blindingFactor: `0x${'00'.repeat(32)}`,
      },
    ],
  });
});

test.each([
  [{ ...item, status: 'SPENT' }],
  [{ ...item, moneyOrderTotalIndex: null }],
  [{ ...item, moneyOrder: { ...order, amount: '-5' } }],
  [{ ...item, moneyOrder: { ...order, amount: 1.5 } }],
  [{ ...item, moneyOrder: null }],
  [null],
])('%j is no received order, and its page says nothing', (odd) => {
  expect(page([item, odd])).toBeUndefined();
});

test('optional filters are positional and null when unused', () => {
  expect(receivedCall(7, 3, 50, null).params).toEqual([3, 50, null, 7, null, null, null]);
});
