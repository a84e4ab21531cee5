import type { HistoryRecord } from '@plimsoll/history/record';
import type { ReadableChain } from '../../client.ts';
import { headNumber, readBlock } from './raw-block.ts';

/** A reorganisation deeper than that is not followed to its fork. */
const rememberedBlocks = 256;
/** So many blocks are caught up in one look. */
const blocksPerLook = 50;

/**
 * Follows the chain while the run goes on, straight and past all links: every block with its hash, every batch and every reverted
 * submission. Where a block's parent is not the one that was seen, it goes back to the fork: what is read again at a
 * number is another block.
 */
export class ChainWatch {
  readonly #chain: ReadableChain;
  readonly #clock: () => number;
  readonly #record: (record: HistoryRecord) => void;
  readonly #hashes = new Map<number, string>();
  #next: number | undefined;
  #busy = false;

  constructor(chain: ReadableChain, clock: () => number, record: (record: HistoryRecord) => void) {
    this.#chain = chain;
    this.#clock = clock;
    this.#record = record;
  }

  /** Looks once, unless the last look is still under way. A chain that does not answer is looked at again next time. */
  async look(): Promise<void> {
    if (this.#busy) return;
    this.#busy = true;
    try {
      await this.#look();
    } catch {
      // Mining stalled or the process is busy: silence is not a finding of this watch.
    } finally {
      this.#busy = false;
    }
  }

  async #look(): Promise<void> {
    const head = await headNumber(this.#chain);
    this.#next ??= head;
    // A shorter branch has taken over: what stands at its head is looked at again.
    if (head < this.#next - 1) this.#next = head;
    for (let count = 0; this.#next <= head && count < blocksPerLook; count += 1) {
      const number: number = this.#next;
      const read = await readBlock(this.#chain, number, { observer: 'live', clock: this.#clock });
      if (read === undefined) return;
      const before = this.#hashes.get(number - 1);
      if (before !== undefined && before !== read.block.parentHash) {
        this.#hashes.delete(number - 1);
        this.#next = number - 1;
        continue;
      }
      if (this.#hashes.get(number) !== read.block.hash) {
        for (const record of read.records) this.#record(record);
        this.#hashes.set(number, read.block.hash);
        this.#hashes.delete(number - rememberedBlocks);
      }
      this.#next = number + 1;
    }
  }
}
