/** A number for each dense message id, 0 where none was set; grows as ids come. Four bytes an id. */
export class NumberById {
  #items = new Uint32Array(1024);

  get(id: number): number {
    return this.#items[id] ?? 0;
  }

  set(id: number, value: number): void {
    if (id < 0) return;
    if (id >= this.#items.length) {
      const larger = new Uint32Array(Math.max(this.#items.length * 2, id + 1));
      larger.set(this.#items);
      this.#items = larger;
    }
    this.#items[id] = value;
  }

  /** One more than the highest id that has room: the end of a loop over all ids. */
  get end(): number {
    return this.#items.length;
  }
}

/** A set of dense message ids; one bit an id. */
export class IdSet {
  readonly #words = new NumberById();

  has(id: number): boolean {
    return id >= 0 && (this.#words.get(id >>> 5) & (1 << (id & 31))) !== 0;
  }

  add(id: number): void {
    if (id >= 0) this.#words.set(id >>> 5, (this.#words.get(id >>> 5) | (1 << (id & 31))) >>> 0);
  }
}
