import type { DepositQueued } from '../chain/rollup-contract.ts';

/** The contract's queue of deposits as far as it was read, from the first that no final batch has taken. */
export interface DepositQueue {
  /** One more. Those read again are known; `gap`: one before it was not seen. */
  readonly add: (deposit: DepositQueued) => 'added' | 'known' | 'gap';
  /** A reorg: what stood in blocks after this one is gone. */
  readonly dropAbove: (blockNumber: number) => void;
  /** From one place up to before another. */
  readonly between: (from: bigint, to: bigint) => readonly DepositQueued[];
  /**
   * What the next batch may take: from a place on, in blocks up to this one. Only final deposits: the root rests on what they
   * say, and the contract checks only how many there are.
   */
  readonly takeable: (from: bigint, lastBlock: number) => readonly DepositQueued[];
  /** Those before this place are in a final batch. */
  readonly forgetBefore: (index: bigint) => void;
}

/** An empty queue that starts with this place. */
export function createDepositQueue(firstIndex: bigint): DepositQueue {
  let first = firstIndex;
  let queue: DepositQueued[] = [];
  return {
    add: (deposit) => {
      const next = first + BigInt(queue.length);
      if (deposit.index < next) return 'known';
      if (deposit.index > next) return 'gap';
      queue.push(deposit);
      return 'added';
    },
    dropAbove: (blockNumber) => {
      queue = queue.filter((deposit) => deposit.blockNumber <= blockNumber);
    },
    between: (from, to) => queue.slice(Math.max(0, Number(from - first)), Math.max(0, Number(to - first))),
    takeable: (from, lastBlock) =>
      queue.slice(Math.max(0, Number(from - first))).filter(({ blockNumber }) => blockNumber <= lastBlock),
    forgetBefore: (index) => {
      queue = queue.slice(Math.max(0, Number(index - first)));
      if (index > first) first = index;
    },
  };
}
