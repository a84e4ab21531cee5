/** Uniform numbers in [0, 1), seeded, and what is drawn from them. */
export class Draw {
  readonly #random: () => number;
  constructor(random: () => number) {
    this.#random = random;
  }

  chance(probability: number): boolean {
    return this.#random() < probability;
  }

  below(bound: number): number {
    return Math.floor(this.#random() * bound);
  }

  of<T>(items: readonly T[]): T {
    return items[this.below(items.length)]!;
  }
}
