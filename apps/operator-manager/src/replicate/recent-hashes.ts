import type { Hex } from '@plimsoll/interface/operator/operation';

/** The last so many hashes: those that this process has put into database and engine. */
export class RecentHashes {
  readonly #most: number;
  readonly #hashes = new Set<Hex>();
  constructor(most: number) {
    this.#most = most;
  }

  add(hash: Hex): void {
    this.#hashes.add(hash);
    if (this.#hashes.size <= this.#most) return;
    for (const oldest of this.#hashes) {
      this.#hashes.delete(oldest);
      return;
    }
  }

  has(hash: Hex): boolean {
    return this.#hashes.has(hash);
  }
}
