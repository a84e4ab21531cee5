import { setTimeout as sleep } from 'node:timers/promises';
import { seeBlock, short } from './chain-head.ts';

const EVERY_MS = 25;

/** Writes down which block stood at which height, from now until it is closed: a reorganisation leaves no other trace. */
export class BlockWatch {
  readonly #url: string;
  readonly #seen = new Map<number, string>();
  readonly #replaced = new Map<number, string>();
  readonly #done: Promise<void>;
  #highest: number;
  #closed = false;

  private constructor(url: string, from: number) {
    this.#url = url;
    this.#highest = from;
    this.#done = this.#watch();
  }

  /** Begins with the blocks up to the present head, `depth` of them. */
  static async begin(url: string, depth: number): Promise<BlockWatch> {
    const head = await seeBlock(url);
    const watch = new BlockWatch(url, Math.max(0, (head?.height ?? 0) - depth));
    await watch.#look();
    return watch;
  }

  /** The highest block ever seen. */
  get highest(): number {
    return this.#highest;
  }

  /** Looks at every height again: those where another block stands now, in words. */
  async replaced(): Promise<readonly string[]> {
    for (const [height, hash] of this.#seen) {
      const now = await seeBlock(this.#url, height);
      if (now !== undefined && now.hash !== hash) this.#note(height, now.hash);
    }
    return [...this.#replaced]
      .toSorted(([one], [other]) => one - other)
      .map(([height, hash]) => `${height} was ${short(hash)}, is ${short(this.#seen.get(height) ?? '')}`);
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#done;
  }

  #note(height: number, hash: string): void {
    const before = this.#seen.get(height);
    if (before !== undefined && before !== hash) this.#replaced.set(height, before);
    this.#seen.set(height, hash);
  }

  /** Reads the head, and every block between it and the last one seen: on a busy machine a look comes late. */
  async #look(): Promise<void> {
    const head = await seeBlock(this.#url);
    if (head === undefined) return;
    this.#note(head.height, head.hash);
    for (let height = head.height - 1; height > this.#highest; height -= 1) {
      const block = await seeBlock(this.#url, height);
      if (block !== undefined) this.#note(height, block.hash);
    }
    this.#highest = Math.max(this.#highest, head.height);
  }

  async #watch(): Promise<void> {
    while (!this.#closed) {
      // What a look could not see, the next one does.
      await this.#look().catch(() => undefined);
      await sleep(EVERY_MS);
    }
  }
}
