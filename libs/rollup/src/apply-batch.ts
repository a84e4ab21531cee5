import type { BatchData } from '@plimsoll/interface/operator/batch-data';
import { applyOperation } from './apply-operation.ts';
import { closeDraft, openDraft, type Deposit, type Draft } from './draft.ts';
import { soundRules, type ExecutionRules } from './execution-rules.ts';
import type { State } from './state.ts';

/** What a batch leads to, or what is wrong with it, in words. */
export type AppliedBatch =
  | {
      readonly kind: 'valid';
      readonly state: State;
      readonly effects: Draft['effects'];
      readonly withdrawals: Draft['withdrawals'];
    }
  | { readonly kind: 'invalid'; readonly why: string };

/**
 * Re-executes a batch, whoever made it: on the chain, to follow it; in the prover, before it is attested. `deposits` are
 * those of the queue from `depositsFrom` up to before `depositsTo`. Which orders were final is the builder's to know: here any of an
 * earlier batch may be redeemed. The caller compares `stateRoot` with the root that the batch names.
 */
export function applyBatch(
  parent: State,
  batch: BatchData,
  deposits: readonly Deposit[],
  rules: ExecutionRules = soundRules,
): AppliedBatch {
  const head = wrongHeader(parent, batch, deposits);
  if (head !== undefined) return { kind: 'invalid', why: head };
  const context = { operatorId: batch.operatorId, finalOrderBatch: parent.orderBatchCount };
  let draft = openDraft(parent, batch.operatorId, deposits);
  for (const [place, operation] of batch.operations.entries()) {
    if (operation.kind === 'create-account' && operation.accountId !== draft.state.accountCount)
      return invalid(
        place,
        `creates account ${operation.accountId}, the next is ${draft.state.accountCount}`,
      );
    const applied = applyOperation(draft, operation, context, rules);
    if (applied.kind !== 'applied')
      return invalid(place, applied.kind === 'full' ? 'has no place for its order' : `is ${applied.reason}`);
    draft = applied.draft;
  }
  const { effects, withdrawals } = draft;
  return { kind: 'valid', state: closeDraft(draft).state, effects, withdrawals };
}

function wrongHeader(parent: State, batch: BatchData, deposits: readonly Deposit[]): string | undefined {
  if (batch.height !== parent.height + 1) return `height ${batch.height} does not follow ${parent.height}`;
  if (batch.depositsFrom !== parent.depositsTaken || batch.depositsTo < batch.depositsFrom)
    return `deposits ${batch.depositsFrom} to ${batch.depositsTo} do not follow ${parent.depositsTaken}`;
  const taken = batch.depositsTo - batch.depositsFrom;
  if (BigInt(deposits.length) !== taken)
    return `${taken} deposits are taken and ${deposits.length} are known`;
  const wrong = deposits.find(({ index }, place) => index !== batch.depositsFrom + BigInt(place));
  return wrong && `deposit ${wrong.index} is out of order`;
}

function invalid(place: number, what: string): AppliedBatch {
  return { kind: 'invalid', why: `operation ${place} ${what}` };
}
