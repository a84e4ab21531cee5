import type { BatchOperation } from '@plimsoll/interface/operator/batch-data';
import type { RejectionReason } from '@plimsoll/interface/operator/statuses';
import { soundRules, type ExecutionRules, type WaitReason } from './execution-rules.ts';
import type { FinalHistory } from './final-history.ts';
import { judgeForAccount, judgeOperation, signerId } from './judge-operation.ts';
import { accountOf, accountOfKey, type State } from './state.ts';

/** How an operation stands in what is final. `open`: nothing is decided; `waitsFor` says what it lacks, if anything. */
export type FinalVerdict =
  | { readonly kind: 'executed'; readonly height: number }
  | { readonly kind: 'rejected'; readonly reason: RejectionReason }
  | { readonly kind: 'open'; readonly waitsFor?: WaitReason };

/**
 * The end of an operation, if what is final settles it (RG-08): only then may anybody be told. The answer depends on the
 * operation and the final chain alone, neither on which instance took the call nor on when it heard of it (RG-07):
 * whose nonce was used by another gets the reason that it would have had in its turn, and REPLACED where it would
 * have been executed. That is narrower than the proposal in facts/rollup.md, "JSON-RPC", which makes it depend on the intake.
 * An operation that only waits is never rejected here: see waiting-room.ts.
 */
export function judgeFinal(
  final: State,
  history: FinalHistory,
  operation: BatchOperation,
  operatorId: number,
  rules: ExecutionRules = soundRules,
): FinalVerdict {
  if (operation.kind === 'create-account') {
    const account = accountOfKey(final, operation.publicKey);
    if (account === undefined) return { kind: 'open' };
    const creation = history.creation(account.id);
    return creation?.hash === operation.hash
      ? { kind: 'executed', height: creation.height }
      : { kind: 'rejected', reason: 'PUBLIC_KEY_ALREADY_EXISTS' };
  }
  const used = history.use(signerId(operation), operation.nonce);
  if (used?.hash === operation.hash) return { kind: 'executed', height: used.height };
  const context = { operatorId, finalOrderBatch: used?.orderBatches ?? final.orderBatchCount };
  if (used) {
    const signer = accountOf(final, signerId(operation));
    if (signer && !rules.managesAccount(signer.operatorId, context))
      return { kind: 'rejected', reason: 'ACCOUNT_NOT_FOUND' };
    const objection = used.before && judgeForAccount(final, used.before, operation, context, rules);
    return objection?.kind === 'rejected'
      ? objection
      : { kind: 'rejected', reason: 'REPLACED_BY_OPERATION_WITH_SAME_NONCE' };
  }
  const objection = judgeOperation(final, operation, context, rules);
  if (objection === undefined) return { kind: 'open' };
  return objection.kind === 'rejected' ? objection : { kind: 'open', waitsFor: objection.reason };
}
