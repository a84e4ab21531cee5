import type { Hex } from '@plimsoll/interface/operator/operation';

/** A block as far as following the chain needs it. */
export interface BlockHeader {
  readonly number: number;
  readonly hash: Hex;
}

/** The part of the chain that has been read. Plain data: it can be stored as JSON and taken up again. */
export interface ChainView {
  /** Successors that make a block final (`blocks_to_finalization`). */
  readonly blocksToFinalization: number;
  /** Blocks read at the ends of steps, ascending; the last is the cursor. Never empty. */
  readonly read: readonly BlockHeader[];
  /** Highest block that has been final; it never goes back. */
  readonly finalNumber: number;
}

/**
 * Blocks to read next, both inclusive. `from` is the cursor itself: steps overlap and leave none out (RG-13). Where the head is
 * below the cursor, both are the head: to see whether the chain has changed or the node that answers is behind.
 */
export interface Step {
  readonly from: number;
  readonly to: number;
  /** Highest block that is final once the step is taken. */
  readonly finalNumber: number;
}

/** Where a step led. `behind`: nothing new to be seen here. `fork`: a block that was read is another one now, see `resolveFork`. */
export type StepResult =
  | { readonly kind: 'advanced'; readonly view: ChainView }
  | { readonly kind: 'behind' }
  | { readonly kind: 'fork' };

/** `alarm`: what was final is gone; whoever follows the chain stops here and calls for people (RG-14). */
export type ForkResult =
  | { readonly kind: 'rewound'; readonly view: ChainView; readonly keepUpTo: number }
  | { readonly kind: 'alarm'; readonly finalNumber: number };

/** A view that starts at a block which is taken for final: the contract's first, or a stored one. */
export function startView(block: BlockHeader, blocksToFinalization: number): ChainView {
  return { blocksToFinalization, read: [block], finalNumber: block.number };
}

/** The last block that has been read. */
export function cursorOf(view: ChainView): BlockHeader {
  return view.read.at(-1) as BlockHeader;
}

/**
 * The next step towards the head, at most `lookaheadBlocks` new blocks; undefined if there is nothing new. Up to the last
 * final block steps are long, from there on single blocks: so a fork is found to the block, and the last final block is always known by hash.
 */
export function nextStep(view: ChainView, headNumber: number, lookaheadBlocks: number): Step | undefined {
  const { number: from } = cursorOf(view);
  if (headNumber === from) return undefined;
  if (headNumber < from) return { from: headNumber, to: headNumber, finalNumber: view.finalNumber };
  const settled = headNumber - view.blocksToFinalization;
  const to = from < settled ? Math.min(from + lookaheadBlocks, settled) : from + 1;
  return { from, to, finalNumber: Math.max(view.finalNumber, Math.min(to, settled)) };
}

/**
 * Takes a step whose logs have been read. `first` and `last` are the headers of its ends, read after the logs: a block's hash commits
 * to all before it, so both unchanged means that nothing between them has changed.
 */
export function takeStep(view: ChainView, step: Step, first: BlockHeader, last: BlockHeader): StepResult {
  const known = view.read.find(({ number }) => number === step.from);
  if (known !== undefined && known.hash !== first.hash) return { kind: 'fork' };
  if (step.from !== cursorOf(view).number) return { kind: 'behind' };
  if (last.number !== step.to) throw new Error(`block ${last.number} was given for ${step.to}`);
  const read = [...view.read, last];
  // Of what is final only the last is needed: to notice that it has gone.
  const keepFrom = Math.max(
    0,
    read.findLastIndex(({ number }) => number <= step.finalNumber),
  );
  return {
    kind: 'advanced',
    view: { ...view, read: read.slice(keepFrom), finalNumber: step.finalNumber },
  };
}

/**
 * After a fork: `now` are the blocks that stand at the numbers of `view.read` by now (those that exist). What was read above the
 * last that is unchanged is undone. Same height with another hash is another block (RG-14).
 */
export function resolveFork(view: ChainView, now: readonly BlockHeader[]): ForkResult {
  const hashes = new Map(now.map(({ number, hash }) => [number, hash]));
  const kept = view.read.filter(({ number, hash }) => hashes.get(number) === hash);
  const last = kept.at(-1);
  // The first block kept is the last final one: without it, what was final has changed.
  if (last === undefined || kept[0] !== view.read[0]) return { kind: 'alarm', finalNumber: view.finalNumber };
  return { kind: 'rewound', view: { ...view, read: kept }, keepUpTo: last.number };
}

/** Whether a block that stands on the chain as read is final: it has enough successors. */
export function isFinal(view: ChainView, blockNumber: number): boolean {
  return blockNumber <= view.finalNumber;
}
