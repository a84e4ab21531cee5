import type { Hex } from '@plimsoll/interface/operator/operation';

/** What to do with one's own batch once the chain has one on the same parent. */
export interface Rebase {
  /** The accepted batch is one's own, whatever the submission answered (RG-12): nothing is to be done again. */
  readonly own: boolean;
  /** Operations of one's own that the winner included. */
  readonly included: readonly Hex[];
  /** Operations that have to be tried again, in their order, on the winner's state. What position decided is void. */
  readonly again: readonly Hex[];
}

/**
 * After a race (RG-12): own batch against those that the chain has from the same parent on. Nothing is dropped but what is in them.
 * The batch itself is built anew: account ids, order indexes, height and root depend on the state (build-batch.ts).
 */
export function rebase(
  own: { readonly newRoot: Hex; readonly hashes: readonly Hex[] },
  winners: readonly { readonly newRoot: Hex; readonly hashes: readonly Hex[] }[],
): Rebase {
  const theirs = new Set(winners.flatMap(({ hashes }) => hashes));
  return {
    own: winners.some(({ newRoot }) => newRoot === own.newRoot),
    included: own.hashes.filter((hash) => theirs.has(hash)),
    again: own.hashes.filter((hash) => !theirs.has(hash)),
  };
}
