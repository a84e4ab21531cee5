/** A value with the place of the record that stated it. */
export interface Stated {
  readonly value: number;
  readonly place: number;
}

/**
 * Values stated at moments of the run; asks for the highest stated *before* a moment. Add in any order, ask after the pass. For
 * values that are few: objects, and one sort.
 */
export class HighestBefore {
  readonly #all: { readonly at: number; readonly value: number; readonly place: number }[] = [];
  #highest: Stated[] | undefined;

  add(atMicros: number, value: number, place: number): void {
    this.#all.push({ at: atMicros, value, place });
    this.#highest = undefined;
  }

  get size(): number {
    return this.#all.length;
  }

  /** Undefined when nothing was stated before that moment. */
  before(micros: number): Stated | undefined {
    const highest = (this.#highest ??= this.#prepare());
    let low = 0;
    let high = this.#all.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#all[middle]?.at ?? 0) < micros) low = middle + 1;
      else high = middle;
    }
    return highest[low - 1];
  }

  #prepare(): Stated[] {
    this.#all.sort((a, b) => a.at - b.at);
    let best: Stated | undefined;
    return this.#all.map((each) => {
      if (best === undefined || each.value > best.value) best = each;
      return best;
    });
  }
}
