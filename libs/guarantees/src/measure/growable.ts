/**
 * A list of numbers that grows by doubling, in one typed array: what a measure keeps for each of millions of
 * records costs its element's size and nothing more (5 M records are judged in less than 1 GB).
 */
export class Growable {
  #items: Float64Array;
  #length = 0;

  constructor(capacity = 64) {
    this.#items = new Float64Array(capacity);
  }

  get length(): number {
    return this.#length;
  }

  push(value: number): void {
    if (this.#length === this.#items.length) {
      const larger = new Float64Array(this.#length * 2);
      larger.set(this.#items);
      this.#items = larger;
    }
    this.#items[this.#length++] = value;
  }

  /** The value at `index`; NaN outside. */
  at(index: number): number {
    return index >= 0 && index < this.#length ? (this.#items[index] ?? Number.NaN) : Number.NaN;
  }

  /** Ascending, in place. Almost always sorted already: records are written as things happen. */
  sort(): void {
    for (let index = 1; index < this.#length; index++)
      if (this.at(index) < this.at(index - 1)) {
        this.#items.subarray(0, this.#length).sort();
        return;
      }
  }

  /** Index of the first value that is ≥ `value`, `length` if none. Sorted lists only. */
  firstAtLeast(value: number): number {
    let low = 0;
    let high = this.#length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.at(middle) < value) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
