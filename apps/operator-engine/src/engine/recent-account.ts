import { accountOf, type State } from '@plimsoll/rollup/state';
import type { BookEntry } from '@plimsoll/rollup/pending-book';

/** The most recent nonce and redemption index of an account (`pazkp_getAccountNonce`): speculative, never shown as settled. */
export interface RecentAccount {
  readonly id: number;
  readonly nonce: number;
  readonly redemptionIndex: number;
}

/**
 * The account as it will be once everything registered without a gap is executed. Undefined: no such account.
 *
 * @param head state after the last accepted batch
 * @param pending what is pending of the account, ascending by nonce
 */
export function recentAccount(
  head: State,
  id: number,
  pending: readonly BookEntry[],
): RecentAccount | undefined {
  const account = accountOf(head, id);
  if (!account) return undefined;
  let { nonce, redemptionIndex } = account;
  for (const { operation } of pending) {
    if (operation.kind === 'create-account' || operation.nonce !== nonce + 1) continue;
    nonce += 1;
    if (operation.kind === 'redeem-order') redemptionIndex = Math.max(redemptionIndex, operation.index);
  }
  return { id, nonce, redemptionIndex };
}
