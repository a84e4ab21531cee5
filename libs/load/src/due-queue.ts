/** Things that become due, smallest first: a binary heap. For retries, second sends and expiries. */
export class DueQueue<T> {
  readonly #heap: { readonly due: number; readonly item: T }[] = [];

  get size(): number {
    return this.#heap.length;
  }

  add(due: number, item: T): void {
    const heap = this.#heap;
    let at = heap.length;
    heap.push({ due, item });
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if ((heap[parent] as { due: number }).due <= due) break;
      this.#swap(at, parent);
      at = parent;
    }
  }

  /** Takes the smallest if it is due at `now` or before; undefined otherwise. */
  take(now: number): T | undefined {
    const heap = this.#heap;
    const first = heap[0];
    if (first === undefined || first.due > now) return undefined;
    const last = heap.pop() as { readonly due: number; readonly item: T };
    if (heap.length > 0) {
      heap[0] = last;
      this.#sink();
    }
    return first.item;
  }

  #sink(): void {
    const heap = this.#heap;
    const due = (at: number): number => heap[at]?.due ?? Infinity;
    for (let at = 0; ;) {
      const left = 2 * at + 1;
      const smaller = due(left + 1) < due(left) ? left + 1 : left;
      if (due(smaller) >= due(at)) return;
      this.#swap(at, smaller);
      at = smaller;
    }
  }

  #swap(a: number, b: number): void {
    const heap = this.#heap;
    const kept = heap[a] as { readonly due: number; readonly item: T };
    heap[a] = heap[b] as { readonly due: number; readonly item: T };
    heap[b] = kept;
  }
}
