import type { BatchData, BatchOperation } from '@plimsoll/interface/operator/batch-data';
import type { BatchedOperation } from '@plimsoll/interface/operator/kafka-records';
import type { Hex } from '@plimsoll/interface/operator/operation';
import { applyBatch } from './apply-batch.ts';
import type { Deposit } from './draft.ts';
import { soundRules, type ExecutionRules } from './execution-rules.ts';
import { stateRoot, type State } from './state.ts';

/** A batch as the contract's event and the transaction's input tell it. */
export interface ChainBatch {
  readonly batch: BatchData;
  readonly parentRoot: Hex;
  readonly newRoot: Hex;
  readonly blockNumber: number;
  readonly blockHash: Hex;
}

/** A batch in its place, with the states before and after it. */
export interface AcceptedBatch<Source extends ChainBatch> extends Pick<ChainBatch, 'blockNumber'> {
  readonly source: Source;
  readonly before: State;
  readonly state: State;
  readonly effects: readonly BatchedOperation[];
}

/** What became of a batch that was read from the chain. `alarm` is for people: this node cannot follow its own contract. */
export type Acceptance =
  | { readonly kind: 'accepted' }
  | { readonly kind: 'known' }
  | { readonly kind: 'alarm'; readonly why: string };

/**
 * The states along the chain: one that is final, and behind it those of batches that a reorg may still undo (RG-13, RG-14). A
 * batch counts once however often it is read; what is read again after a reorg replaces what stood there.
 */
export class AcceptedChain<Source extends ChainBatch = ChainBatch> {
  readonly #rules: ExecutionRules;
  #final: State;
  #open: AcceptedBatch<Source>[] = [];

  constructor(start: State, rules: ExecutionRules = soundRules) {
    this.#final = start;
    this.#rules = rules;
  }

  /** State that no reorg is allowed to undo any more. */
  get final(): State {
    return this.#final;
  }

  /** State after the last accepted batch: what the next one is built on. */
  get head(): State {
    return this.#open.at(-1)?.state ?? this.#final;
  }

  /** Accepted and not final yet, lowest first. */
  get open(): readonly AcceptedBatch<Source>[] {
    return this.#open;
  }

  /** Hashes of operations in batches that are not final yet. */
  includedHashes(): Set<Hex> {
    return new Set(
      this.#open.flatMap(({ source }) => source.batch.operations.map(({ hash }: BatchOperation) => hash)),
    );
  }

  /** Takes the next batch of the chain. `depositsOf` gives the queue's deposits from one place up to before another. */
  accept(source: Source, depositsOf: (from: bigint, to: bigint) => readonly Deposit[]): Acceptance {
    const { batch, parentRoot, newRoot, blockNumber } = source;
    if (batch.height <= this.#final.height) return { kind: 'known' };
    const same = this.#open.find(({ source: { newRoot: root } }) => root === newRoot);
    if (same) {
      return same.blockNumber === blockNumber
        ? { kind: 'known' }
        : alarm(source, `stands in block ${blockNumber} and in ${same.blockNumber}`);
    }
    const parent = this.head;
    if (stateRoot(parent) !== parentRoot)
      return alarm(source, `has parent ${parentRoot}, the state here is ${stateRoot(parent)}`);
    const applied = applyBatch(parent, batch, depositsOf(batch.depositsFrom, batch.depositsTo), this.#rules);
    if (applied.kind === 'invalid') return alarm(source, applied.why);
    const { state, effects } = applied;
    if (stateRoot(state) !== newRoot)
      return alarm(source, `leads to ${stateRoot(state)} and claims ${newRoot}`);
    this.#open.push({ source, blockNumber, before: parent, state, effects });
    return { kind: 'accepted' };
  }

  /** A reorg: batches in blocks above this one are gone. Returns them, highest last; their operations are pending again. */
  dropAbove(blockNumber: number): readonly AcceptedBatch<Source>[] {
    const dropped = this.#open.filter((each) => each.blockNumber > blockNumber);
    this.#open = this.#open.filter((each) => each.blockNumber <= blockNumber);
    return dropped;
  }

  /** Batches in blocks up to this one are final. Returns those that became so, lowest first. */
  finalise(blockNumber: number): readonly AcceptedBatch<Source>[] {
    const count = this.#open.findIndex((each) => each.blockNumber > blockNumber);
    const done = this.#open.splice(0, count === -1 ? this.#open.length : count);
    this.#final = done.at(-1)?.state ?? this.#final;
    return done;
  }
}

function alarm({ batch }: ChainBatch, what: string): Acceptance {
  return { kind: 'alarm', why: `batch ${batch.height} ${what}` };
}
