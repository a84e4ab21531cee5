import type { BatchOperation } from '@plimsoll/interface/operator/batch-data';
import { withBalance, type Account } from './account.ts';
import { nextOrderIndex, type Draft, type Withdrawal } from './draft.ts';
import { soundRules, type ExecutionContext, type ExecutionRules, type Objection } from './execution-rules.ts';
import { judgeOperation, signerId, type AccountOperation } from './judge-operation.ts';
import { withLeaf } from './merkle-tree.ts';
import { placesPerOrderBatch } from './order.ts';
import { accountOf, withAccount, withNewAccount } from './state.ts';

/** `full`: the batch has no place for another order; the operation belongs into the next one. */
export type Applied =
  { readonly kind: 'applied'; readonly draft: Draft } | { readonly kind: 'full' } | Objection;

/**
 * Executes one operation at the end of a batch. The effects are those of the table in facts/rollup.md, "Concepts". The draft
 * that it is given must not be used again after `applied`: its lists go on.
 */
export function applyOperation(
  draft: Draft,
  operation: BatchOperation,
  context: ExecutionContext,
  rules: ExecutionRules = soundRules,
): Applied {
  const objection = judgeOperation(draft.state, operation, context, rules);
  if (objection) return objection;
  if (operation.kind === 'create-order' && draft.orderCount >= placesPerOrderBatch) return { kind: 'full' };
  // Lists grow only once nothing can throw any more: an operation that throws leaves the draft as it was (RH-22).
  const { changes, effect, withdrawal } = effectOf(draft, operation);
  draft.operations.push(operation);
  draft.effects.push({ hash: operation.hash, ...effect });
  if (withdrawal) draft.withdrawals.push(withdrawal);
  return { kind: 'applied', draft: { ...draft, ...changes } };
}

/** The signing account after its operation. */
export function afterOperation(signer: Account, operation: AccountOperation): Account {
  const { nonce, tokenId, amount } = operation;
  if (operation.kind !== 'redeem-order') return { ...withBalance(signer, tokenId, -amount), nonce };
  return { ...withBalance(signer, tokenId, amount), nonce, redemptionIndex: operation.index };
}

interface Effect {
  readonly changes: Partial<Draft>;
  /** What its place decided. */
  readonly effect?: { readonly index: number } | { readonly accountId: number };
  readonly withdrawal?: Withdrawal;
}

function effectOf(draft: Draft, operation: BatchOperation): Effect {
  if (operation.kind === 'create-account') {
    const { accountId: id, publicKey } = operation;
    const fresh = { nonce: 0, redemptionIndex: 0, balances: new Map<number, bigint>() };
    const account = { id, publicKey, operatorId: draft.operatorId, ...fresh };
    return { changes: { state: withNewAccount(draft.state, account) }, effect: { accountId: id } };
  }
  const { tokenId, amount } = operation;
  const signer = accountOf(draft.state, signerId(operation));
  if (signer === undefined) throw new Error(`account ${signerId(operation)} was there a moment ago`);
  const state = withAccount(draft.state, afterOperation(signer, operation));
  switch (operation.kind) {
    case 'create-order': {
      const { from, to } = operation;
      return {
        changes: {
          state,
          orders: withLeaf(draft.orders, draft.orderCount, { from, to, tokenId, amount }),
          orderCount: draft.orderCount + 1,
        },
        effect: { index: nextOrderIndex(draft) },
      };
    }
    case 'redeem-order':
      return { changes: { state } };
    case 'outbound':
      return { changes: { state }, withdrawal: { to: operation.address, tokenId, amount } };
  }
}
