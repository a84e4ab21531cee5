import { rejectionReasons } from '@plimsoll/interface/operator/statuses';
import type { RejectionReason } from '@plimsoll/interface/operator/statuses';
import { methods } from './operations.ts';
import type { Operations } from './operations.ts';
import type { RebuiltBalances } from './rebuilt-balances.ts';

const signed = ['create-order', 'redeem-order', 'outbound'];
const spending = ['create-order', 'outbound'];
const redeeming = ['redeem-order'];

/** Methods that a reason can be about at all; left out: any. */
const onlyOf: Readonly<Record<string, readonly string[]>> = {
  NONCE_TOO_LOW: signed,
  NONCE_TOO_HIGH: signed,
  REPLACED_BY_OPERATION_WITH_SAME_NONCE: signed,
  BALANCE_TOO_LOW: spending,
  BALANCE_TOO_HIGH: redeeming,
  ORDER_NOT_FOUND: redeeming,
  ORDER_MISMATCH: redeeming,
  ORDER_NOT_REDEEMABLE: redeeming,
  PUBLIC_KEY_ALREADY_EXISTS: ['create-account'],
};

const balanceMax = 2n ** 64n - 1n;

/**
 * Whether a reason for rejecting an operation is true on a state rebuilt from the chain alone; undefined where that state cannot
 * tell. Balances are judged when the operation's turn has just come: the nonce before its own is the account's.
 */
export function reasonHolds(
  reason: string,
  operations: Operations,
  slot: number,
  state: RebuiltBalances,
): boolean | undefined {
  const method = methods[operations.method[slot] as number];
  if (!Object.hasOwn(rejectionReasons, reason) || method === undefined) return false;
  if (onlyOf[reason]?.includes(method) === false) return false;
  const account = state.accounts.get(operations.account[slot] as number);
  const nonce = operations.nonce[slot] as number;
  const tokenId = operations.token[slot] as number;
  const amount = operations.amount[slot] as bigint;
  const order = state.orders.get(operations.index[slot] as number);
  const turn = account === undefined ? undefined : account.nonce === nonce - 1;
  switch (reason as RejectionReason) {
    case 'NONCE_TOO_LOW':
    case 'REPLACED_BY_OPERATION_WITH_SAME_NONCE':
      return account !== undefined && account.nonce >= nonce;
    case 'NONCE_TOO_HIGH':
      return account === undefined || account.nonce < nonce - 1;
    case 'BALANCE_TOO_LOW':
      return turn === true ? (account?.balances.get(tokenId) ?? 0n) < amount : undefined;
    case 'BALANCE_TOO_HIGH':
      return turn === true ? (account?.balances.get(tokenId) ?? 0n) + amount > balanceMax : undefined;
    case 'ACCOUNT_NOT_FOUND':
      return (
        account === undefined ||
        (method === 'create-order' && !state.accounts.has(operations.counterpart[slot] as number))
      );
    case 'ORDER_NOT_FOUND':
      return order === undefined;
    case 'ORDER_MISMATCH':
      return (
        order === undefined ||
        order.to !== operations.account[slot] ||
        order.tokenId !== tokenId ||
        order.amount !== amount ||
        (order.from >= 0 && order.from !== operations.counterpart[slot])
      );
    case 'ORDER_NOT_REDEEMABLE':
      return account !== undefined && (operations.index[slot] as number) <= account.redemptionIndex;
    case 'PUBLIC_KEY_ALREADY_EXISTS':
      return state.hasKey(operations.publicKeys.get(slot) ?? '');
    case 'QUARANTINED':
      return undefined;
  }
}
