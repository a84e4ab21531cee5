import { AcceptedChain, type AcceptedBatch } from '@plimsoll/rollup/accepted-chain';
import type { State } from '@plimsoll/rollup/state';
import type { Block } from '../chain/block.ts';
import { type ChainFollower, type ChainStep, FinalBlockGone } from '../chain/follow-chain.ts';
import type { BatchAccepted } from '../chain/rollup-contract.ts';
import type { EngineParts } from '../parts.ts';
import type { BatchSource } from './batch-source.ts';
import { createDepositQueue, type DepositQueue } from './deposit-queue.ts';

/** A batch on the chain with what it did. */
export type Accepted = AcceptedBatch<BatchSource>;

/** What changed by a step, for those who publish it and settle outcomes. */
export interface ViewChange {
  /** Newly accepted, lowest first. */
  readonly submitted: readonly Accepted[];
  /** Newly final, lowest first. */
  readonly finalised: readonly Accepted[];
  /** Batches that a reorg undid. */
  readonly undone: readonly Accepted[];
}

/** The chain as this engine has read it. */
export interface ChainView {
  readonly accepted: AcceptedChain<BatchSource>;
  readonly deposits: DepositQueue;
  readonly head: () => Block | undefined;
  /** The last final block's number, and the chain's time then. */
  readonly final: () => { readonly number: number; readonly micros: number };
  /** Blocks that were there at the last look and are still to be read. */
  readonly behindBlocks: () => number;
  /**
   * Near enough to the head to build on it: a batch that was missed is noticed before anything is paid for, and a chain
   * that is faster than this engine reads must not keep it from submitting.
   */
  readonly caughtUp: () => boolean;
  /** Set while the chain holds what cannot be: nothing is submitted, and only a person can say what then (RG-14). */
  readonly alarm: () => string | undefined;
  /** Who submitted the last batch, and where; undefined before the first. */
  readonly lastBatch: () =>
    { readonly submitter: string; readonly blockNumber: number; readonly operatorId: number } | undefined;
  /** Reads on. Undefined: nothing new. Throws what the chain's nodes throw; what was read meanwhile is read again. */
  readonly advance: () => Promise<ViewChange | undefined>;
}

/** So far behind the head an engine still counts as caught up. */
const nearBlocks = 2;

/** The contract accepted what the rules do not lead to. */
class UnexplainedBatch extends Error {}

/** @param readBatch fetches the batch behind an event */
export function createChainView(
  genesis: State,
  follower: ChainFollower,
  readBatch: (event: BatchAccepted) => Promise<BatchSource>,
  parts: EngineParts,
): ChainView {
  const accepted = new AcceptedChain<BatchSource>(genesis, parts.rules);
  const deposits = createDepositQueue(genesis.depositsTaken);
  let last: ChainStep | undefined;
  let lastFinal: BatchSource | undefined;
  let alarm: string | undefined;

  const apply = async (step: ChainStep): Promise<ViewChange> => {
    const { voidAfterBlock } = step;
    const undone = voidAfterBlock === undefined ? [] : accepted.dropAbove(voidAfterBlock);
    if (voidAfterBlock !== undefined) deposits.dropAbove(voidAfterBlock);
    const before = accepted.head.height;
    const isNews = (event: BatchAccepted): boolean =>
      event.height > accepted.final.height &&
      !accepted.open.some(
        ({ source }) => source.blockHash === event.blockHash && source.newRoot === event.newRoot,
      );
    const news = step.added.filter((event) => event.kind === 'batch-accepted' && isNews(event));
    // All at once: an engine that was away for long reads thousands.
    const sources = await Promise.all(news.map((event) => readBatch(event as BatchAccepted)));
    for (const event of step.added) {
      if (event.kind === 'deposit-queued') {
        if (deposits.add(event) === 'gap')
          throw new UnexplainedBatch(`a deposit before ${event.index} was not seen`);
        continue;
      }
      const source = sources[news.indexOf(event)];
      if (!source) continue;
      const outcome = accepted.accept(source, deposits.between);
      if (outcome.kind === 'alarm') throw new UnexplainedBatch(outcome.why);
    }
    const submitted = accepted.open.filter(({ state }) => state.height > before);
    const finalised = accepted.finalise(step.finalNumber);
    lastFinal = finalised.at(-1)?.source ?? lastFinal;
    deposits.forgetBefore(accepted.final.depositsTaken);
    return { submitted, finalised, undone };
  };

  return {
    accepted,
    deposits,
    head: () => last?.head,
    final: () => ({ number: last?.finalNumber ?? -1, micros: last?.finalMicros ?? 0 }),
    behindBlocks: () => last?.behindBlocks ?? Infinity,
    caughtUp: () => (last?.behindBlocks ?? Infinity) <= nearBlocks,
    alarm: () => alarm,
    lastBatch: () => {
      const source = accepted.open.at(-1)?.source ?? lastFinal;
      return source && { ...source, operatorId: source.batch.operatorId };
    },
    advance: async () => {
      let step: ChainStep | undefined;
      try {
        step = await follower.step();
        if (!step) return undefined;
        const change = await apply(step);
        step.take();
        last = step;
        alarm = undefined;
        return change;
      } catch (error) {
        if (error instanceof FinalBlockGone || error instanceof UnexplainedBatch) alarm = error.message;
        if (step) {
          // The state may have gone on part of the way; it goes back to where the cursor stayed.
          accepted.dropAbove(follower.cursorNumber());
          deposits.dropAbove(follower.cursorNumber());
        }
        throw error;
      }
    },
  };
}
