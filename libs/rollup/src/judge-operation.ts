import type { BatchOperation } from '@plimsoll/interface/operator/batch-data';
import type { RejectionReason } from '@plimsoll/interface/operator/statuses';
import { balanceOf, highestAmount, type Account } from './account.ts';
import { soundRules, type ExecutionContext, type ExecutionRules, type Objection } from './execution-rules.ts';
import { accountOf, accountOfKey, orderAt, type State } from './state.ts';

/** An operation of an account, in its order of nonces. */
export type AccountOperation = Exclude<BatchOperation, { kind: 'create-account' }>;

/** The account that signs it. */
export function signerId(operation: AccountOperation): number {
  return operation.kind === 'redeem-order' ? operation.to : operation.from;
}

/** Whether an operation can be executed next on this state; `undefined` means yes. RG-05 to RG-09, RG-20. */
export function judgeOperation(
  state: State,
  operation: BatchOperation,
  context: ExecutionContext,
  rules: ExecutionRules = soundRules,
): Objection | undefined {
  if (operation.kind === 'create-account')
    return accountOfKey(state, operation.publicKey) && rejected('PUBLIC_KEY_ALREADY_EXISTS');
  const signer = accountOf(state, signerId(operation));
  if (signer === undefined) return { kind: 'waits', reason: 'ACCOUNT_NOT_FOUND' };
  if (!rules.managesAccount(signer.operatorId, context)) return rejected('ACCOUNT_NOT_FOUND');
  return (
    rules.judgeNonce(operation.nonce, signer.nonce) ??
    judgeForAccount(state, signer, operation, context, rules)
  );
}

/**
 * The same for an account as it was before its operation with this nonce; the nonce itself is not looked at. What cannot
 * change any more is asked before what may still come: so the answer does not depend on when it is asked (RG-07, RG-08).
 */
export function judgeForAccount(
  state: State,
  signer: Account,
  operation: AccountOperation,
  context: ExecutionContext,
  rules: ExecutionRules = soundRules,
): Objection | undefined {
  if (operation.kind !== 'redeem-order') {
    if (balanceOf(signer, operation.tokenId) < operation.amount) return rejected('BALANCE_TOO_LOW');
    if (operation.kind === 'create-order' && accountOf(state, operation.to) === undefined)
      return { kind: 'waits', reason: 'ACCOUNT_NOT_FOUND' };
    return undefined;
  }
  const late = rules.judgeRedemption(operation.index, signer.redemptionIndex);
  if (late) return late;
  if (!rules.isOrderFinal(operation.index, context)) return { kind: 'waits', reason: 'ORDER_NOT_FOUND' };
  const order = orderAt(state, operation.index);
  if (order === undefined) return rejected('ORDER_NOT_FOUND');
  const fits =
    order.from === operation.from &&
    order.to === operation.to &&
    order.tokenId === operation.tokenId &&
    order.amount === operation.amount;
  if (!fits) return rejected('ORDER_MISMATCH');
  return balanceOf(signer, order.tokenId) + order.amount > highestAmount
    ? rejected('BALANCE_TOO_HIGH')
    : undefined;
}

function rejected(reason: RejectionReason): Objection {
  return { kind: 'rejected', reason };
}
