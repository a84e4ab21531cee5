import type { BatchOperation } from '@plimsoll/interface/operator/batch-data';
import type { Hex, Operation } from '@plimsoll/interface/operator/operation';
import type { RejectionReason } from '@plimsoll/interface/operator/statuses';
import { applyOperation } from './apply-operation.ts';
import { closeDraft, openDraft, type Deposit, type Draft } from './draft.ts';
import { soundRules, type ExecutionRules, type WaitReason } from './execution-rules.ts';
import { placesPerOrderBatch } from './order.ts';
import { stateRoot, type State } from './state.ts';

/** An operation that waits for its turn. */
export interface PendingOperation {
  readonly hash: Hex;
  readonly operation: Operation;
}

/** What a batch is made of. */
export interface BatchOrder {
  /** State that it is built on: the last accepted batch, final or not. */
  readonly parent: State;
  readonly operatorId: number;
  /** Last order batch of the final state: later orders are not redeemed yet (RG-09). */
  readonly finalOrderBatch: number;
  /** In the order in which they are tried; those of one account by nonce. */
  readonly pending: Iterable<PendingOperation>;
  /** The next ones of the contract's queue, in order. */
  readonly deposits: readonly Deposit[];
  readonly limits: { readonly operations: number; readonly deposits: number };
}

/** A batch ready for the prover, and what became of the operations that did not get into it. */
export interface BuiltBatch {
  readonly data: Hex;
  readonly parentRoot: Hex;
  readonly newRoot: Hex;
  readonly state: State;
  readonly operations: readonly BatchOperation[];
  readonly effects: Draft['effects'];
  readonly withdrawals: Draft['withdrawals'];
  readonly depositsTaken: number;
}

export interface BuildResult {
  /** Left out when there is nothing to put into a batch. */
  readonly batch?: BuiltBatch;
  readonly waiting: readonly { readonly hash: Hex; readonly reason: WaitReason }[];
  /** As this state has it, which may yet be undone: nothing to tell anybody (RG-08). */
  readonly rejected: readonly { readonly hash: Hex; readonly reason: RejectionReason }[];
  /** Executing it threw: to be put aside, so that it stops no other (RH-22, RG-19). */
  readonly poisonous: readonly { readonly hash: Hex; readonly error: unknown }[];
  /** Whether operations were left over that may go into the next batch. */
  readonly more: boolean;
}

/** Makes the next batch of what is pending. */
export function buildBatch(order: BatchOrder, rules: ExecutionRules = soundRules): BuildResult {
  const { parent, operatorId, finalOrderBatch, limits } = order;
  const deposits = order.deposits.slice(0, Math.min(limits.deposits, placesPerOrderBatch));
  let draft = openDraft(parent, operatorId, deposits);
  const waiting: BuildResult['waiting'][number][] = [];
  const rejected: BuildResult['rejected'][number][] = [];
  const poisonous: BuildResult['poisonous'][number][] = [];
  let more = false;
  for (const { hash, operation } of order.pending) {
    if (draft.operations.length >= limits.operations) {
      more = true;
      break;
    }
    try {
      const batched = asBatchOperation(hash, operation, draft.state.accountCount);
      const applied = applyOperation(draft, batched, { operatorId, finalOrderBatch }, rules);
      if (applied.kind === 'applied') draft = applied.draft;
      else if (applied.kind === 'waits') waiting.push({ hash, reason: applied.reason });
      else if (applied.kind === 'rejected') rejected.push({ hash, reason: applied.reason });
      else more = true;
    } catch (error) {
      poisonous.push({ hash, error });
    }
  }
  const left = { waiting, rejected, poisonous, more };
  if (draft.operations.length === 0 && deposits.length === 0) return left;
  const { state, data } = closeDraft(draft);
  const { operations, effects, withdrawals } = draft;
  return {
    ...left,
    batch: {
      data,
      parentRoot: stateRoot(parent),
      newRoot: stateRoot(state),
      state,
      operations,
      effects,
      withdrawals,
      depositsTaken: deposits.length,
    },
  };
}

/** An operation as it stands in batch data; `accountId` is that of the next account. */
export function asBatchOperation(hash: Hex, operation: Operation, accountId: number): BatchOperation {
  switch (operation.kind) {
    case 'create-account':
      return { kind: operation.kind, hash, accountId, publicKey: operation.publicKey };
    case 'create-order': {
      const { kind, from, to, tokenId, amount, nonce } = operation;
      return { kind, hash, from, to, tokenId, amount, nonce };
    }
    case 'redeem-order': {
      const { kind, from, to, tokenId, amount, nonce, index } = operation;
      return { kind, hash, from, to, tokenId, amount, nonce, index };
    }
    case 'outbound': {
      const { kind, from, address, tokenId, amount, nonce } = operation;
      return { kind, hash, from, address, tokenId, amount, nonce };
    }
  }
}
