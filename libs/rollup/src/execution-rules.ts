import type { RejectionReason } from '@plimsoll/interface/operator/statuses';
import { orderBatchOf } from './order.ts';

/** Why an operation cannot go now, but may later; the reason that it is rejected with when it has waited too long. */
export type WaitReason = Extract<RejectionReason, 'NONCE_TOO_HIGH' | 'ACCOUNT_NOT_FOUND' | 'ORDER_NOT_FOUND'>;

/** What a rule says of an operation: `undefined` lets it pass. */
export type Objection =
  | { readonly kind: 'waits'; readonly reason: WaitReason }
  | { readonly kind: 'rejected'; readonly reason: RejectionReason };

/** Where the batch stands in which an operation is to be executed. */
export interface ExecutionContext {
  /** The operator whose batch it is. */
  readonly operatorId: number;
  /** Highest order batch whose orders may be redeemed: the last final one as the builder sees it. */
  readonly finalOrderBatch: number;
}

/** Rules of execution that can be told apart, so that a broken operator is this one with one rule replaced. */
export interface ExecutionRules {
  /** RG-06: `stored` is the nonce of the account's last executed operation. */
  readonly judgeNonce: (nonce: number, stored: number) => Objection | undefined;
  /** RG-09: an index at or below the account's redemption index is redeemed or passed over. */
  readonly judgeRedemption: (index: number, redemptionIndex: number) => Objection | undefined;
  /** RG-09: only orders of final batches. */
  readonly isOrderFinal: (index: number, context: ExecutionContext) => boolean;
  /** RG-20: an operator executes for its own accounts only. */
  readonly managesAccount: (accountOperatorId: number, context: ExecutionContext) => boolean;
}

/** The rules of the reference operator. */
export const soundRules: ExecutionRules = {
  judgeNonce: (nonce, stored) => {
    if (nonce === stored + 1) return undefined;
    if (nonce > stored) return { kind: 'waits', reason: 'NONCE_TOO_HIGH' };
    // Nonces count from 1: no other operation can have used 0.
    return {
      kind: 'rejected',
      reason: nonce < 1 ? 'NONCE_TOO_LOW' : 'REPLACED_BY_OPERATION_WITH_SAME_NONCE',
    };
  },
  judgeRedemption: (index, redemptionIndex) =>
    index > redemptionIndex ? undefined : { kind: 'rejected', reason: 'ORDER_NOT_REDEEMABLE' },
  isOrderFinal: (index, { finalOrderBatch }) => orderBatchOf(index) <= finalOrderBatch,
  managesAccount: (accountOperatorId, { operatorId }) => accountOperatorId === operatorId,
};
