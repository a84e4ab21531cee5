import {
  type ChainView as Cursor,
  cursorOf,
  nextStep,
  resolveFork,
  startView,
  takeStep,
} from '@plimsoll/rollup/chain-view';
import type { Hex } from '@plimsoll/interface/operator/operation';
import { type Block, quantity, readBlock } from './block.ts';
import { type ContractEvent, decodeLog, followedTopics, type RpcLog } from './rollup-contract.ts';
import type { ChainRpc } from './rpc.ts';

/** How the chain is read. */
export interface FollowConfig {
  readonly contract: Hex;
  /** Most blocks in one query. */
  readonly lookaheadBlocks: number;
  /** Successors that make a block final. */
  readonly blocksToFinalization: number;
  /** A head older than one seen before is believed only after so long: nodes lag behind each other. */
  readonly shorterAfterMs: number;
}

/** What one look at the chain brought. */
export interface ChainStep {
  /** The last block read. */
  readonly head: Block;
  /** Blocks that the chain had beyond it. */
  readonly behindBlocks: number;
  /** Last final block; what stands in it or before it stays. */
  readonly finalNumber: number;
  /** The chain's time at about that block, microseconds. */
  readonly finalMicros: number;
  /** Events after this block have been undone; undefined: none. */
  readonly voidAfterBlock: number | undefined;
  /** In the chain's order; those of the cursor's block come twice. */
  readonly added: readonly ContractEvent[];
  /** The step was made use of: the cursor goes on. Without it the same is read again. */
  readonly take: () => void;
}

/** Reads the chain piece by piece. */
export interface ChainFollower {
  /** Undefined: nothing new. @throws RpcUnavailable, RpcError, FinalBlockGone */
  readonly step: () => Promise<ChainStep | undefined>;
  /** The block read last and taken; everything after it is to be read again. */
  readonly cursorNumber: () => number;
}

/** A block that had been final is not on the chain any more: nothing can be trusted (RG-14). */
export class FinalBlockGone extends Error {
  constructor(finalNumber: number) {
    super(`block ${finalNumber} was final and the chain has another one in its place`);
    this.name = 'FinalBlockGone';
  }
}

/**
 * A cursor over blocks: `eth_getLogs` in steps that overlap, hashes of blocks compared to find what was undone
 * (libs/rollup, chain-view.ts). Never a subscription, which loses events when a node restarts (facts/libraries.md, section 8).
 */
export function followChain(config: FollowConfig, rpc: ChainRpc, nowMs: () => number): ChainFollower {
  let cursor: Cursor | undefined;
  let shorterSinceMs: number | undefined;
  /** The chain's time by block, of those that are not final. */
  const micros = new Map<number, number>();

  const mustRead = async (number: number): Promise<Block> => {
    const block = await readBlock(rpc, number);
    if (!block) throw new Error(`the chain moved while it was read: block ${number} is gone`);
    return block;
  };

  const fork = async (from: Cursor, latest: Block): Promise<ChainStep> => {
    const now = await Promise.all(from.read.map(({ number }) => readBlock(rpc, number)));
    const result = resolveFork(
      from,
      now.filter((block) => block !== undefined),
    );
    if (result.kind === 'alarm') throw new FinalBlockGone(result.finalNumber);
    return {
      head: now.find((block) => block?.number === result.keepUpTo) as Block,
      behindBlocks: latest.number - result.keepUpTo,
      finalNumber: from.finalNumber,
      finalMicros: micros.get(from.finalNumber) ?? 0,
      voidAfterBlock: result.keepUpTo,
      added: [],
      take: () => {
        cursor = result.view;
      },
    };
  };

  return {
    cursorNumber: () => (cursor ? cursorOf(cursor).number : -1),
    step: async () => {
      // Block 0 holds nothing, and no reorg reaches it.
      cursor ??= startView(await mustRead(0), config.blocksToFinalization);
      const from = cursor;
      const known = cursorOf(from);
      const latest = await readBlock(rpc, 'latest');
      if (!latest || latest.hash === known.hash) {
        shorterSinceMs = undefined;
        return undefined;
      }
      const step = nextStep(from, latest.number, config.lookaheadBlocks);
      if (!step) return fork(from, latest);
      if (latest.number < known.number) {
        shorterSinceMs ??= nowMs();
        const isBehind = takeStep(from, step, latest, latest).kind === 'behind';
        return isBehind && nowMs() - shorterSinceMs < config.shorterAfterMs ? undefined : fork(from, latest);
      }
      shorterSinceMs = undefined;
      const logs = await rpc.call<RpcLog[]>('eth_getLogs', [
        {
          address: config.contract,
          topics: [followedTopics],
          fromBlock: quantity(step.from),
          toBlock: quantity(step.to),
        },
      ]);
      const [first, last] = await Promise.all([mustRead(step.from), mustRead(step.to)]);
      const taken = takeStep(from, step, first, last);
      if (taken.kind !== 'advanced') return fork(from, latest);
      const { view } = taken;
      return {
        head: last,
        behindBlocks: latest.number - last.number,
        finalNumber: view.finalNumber,
        finalMicros: micros.get(view.finalNumber) ?? last.timestampMicros,
        voidAfterBlock: undefined,
        added: logs
          .flatMap((log) => (log.removed === true ? [] : (decodeLog(log) ?? [])))
          .toSorted((a, b) => a.blockNumber - b.blockNumber || a.logIndex - b.logIndex),
        take: () => {
          cursor = view;
          micros.set(last.number, last.timestampMicros);
          for (const number of micros.keys()) if (number < view.finalNumber) micros.delete(number);
        },
      };
    },
  };
}
