import type { Checker, Evidence } from '../guarantee.ts';
import { grown } from '../grown.ts';

const none = -1;
const wordsKept = 4;

/**
 * A dense number, a *slot*, for every operation hash that a history names, so that facts about millions of operations lie in
 * columns. 128 of the 256 bits are kept (16 bytes a hash, not 130 as a string in a map): two hashes of one run that share them
 * would have to be sought for longer than the run lasts. What is no hash at all is kept as it is.
 */
export class Hashes implements Evidence {
  readonly on: Checker['on'] = {};
  /** Number of slots. */
  count = 0;
  #words = new Int32Array(1024 * wordsKept);
  #heads = new Int32Array(4096).fill(none);
  readonly #odd = new Map<string, number>();
  readonly #oddNames = new Map<number, string>();
  readonly #parsed = new Int32Array(wordsKept);

  /** Slot of a hash; a new one if it was never named before. */
  slot(hash: string): number {
    if (!this.#parse(hash)) {
      const known = this.#odd.get(hash);
      if (known !== undefined) return known;
      const slot = this.#take();
      this.#odd.set(hash, slot);
      this.#oddNames.set(slot, hash);
      return slot;
    }
    const at = this.#place();
    const found = this.#heads[at] as number;
    if (found !== none) return found;
    const slot = this.#take();
    this.#words.set(this.#parsed, slot * wordsKept);
    this.#heads[at] = slot;
    if (this.count * 2 > this.#heads.length) this.#rehash();
    return slot;
  }

  /** Slot of a hash; -1 if nobody named it so far. */
  find(hash: string): number {
    if (!this.#parse(hash)) return this.#odd.get(hash) ?? none;
    return this.#heads[this.#place()] as number;
  }

  /** `0x0123456789abcdef…`: enough to find it in the history. */
  name(slot: number): string {
    const odd = this.#oddNames.get(slot);
    if (odd !== undefined) return `"${odd.slice(0, 40)}"`;
    const word = (index: number): string =>
      ((this.#words[slot * wordsKept + index] as number) >>> 0).toString(16).padStart(8, '0');
    return `0x${word(0)}${word(1)}…`;
  }

  #take(): number {
    const slot = this.count;
    this.count += 1;
    this.#words = grown(this.#words, slot * wordsKept + wordsKept);
    return slot;
  }

  /** Whether it is `0x` and 64 digits; its first words then are in `#parsed`. */
  #parse(hash: string): boolean {
    if (hash.length !== 66) return false;
    for (let word = 0; word < wordsKept; word += 1) {
      let value = 0;
      for (let at = 2 + word * 8; at < 10 + word * 8; at += 1) {
        const digit = digitOf(hash.charCodeAt(at));
        if (digit < 0) return false;
        value = (value << 4) | digit;
      }
      this.#parsed[word] = value;
    }
    return true;
  }

  /** Index in `#heads` of the parsed hash, or of the free cell where it belongs. */
  #place(): number {
    const mask = this.#heads.length - 1;
    let at = mix(this.#parsed, 0) & mask;
    for (;;) {
      const slot = this.#heads[at] as number;
      if (slot === none || this.#same(slot)) return at;
      at = (at + 1) & mask;
    }
  }

  #same(slot: number): boolean {
    for (let word = 0; word < wordsKept; word += 1)
      if (this.#words[slot * wordsKept + word] !== this.#parsed[word]) return false;
    return true;
  }

  #rehash(): void {
    const heads = new Int32Array(this.#heads.length * 2).fill(none);
    for (let slot = 0; slot < this.count; slot += 1) {
      if (this.#oddNames.has(slot)) continue;
      let at = mix(this.#words, slot * wordsKept) & (heads.length - 1);
      while (heads[at] !== none) at = (at + 1) & (heads.length - 1);
      heads[at] = slot;
    }
    this.#heads = heads;
  }
}

function mix(words: Int32Array, at: number): number {
  const value = Math.imul((words[at] as number) ^ Math.imul(words[at + 3] as number, 0x85ebca6b), 0x9e3779b1);
  return value ^ (value >>> 15);
}

function digitOf(code: number): number {
  if (code >= 48 && code <= 57) return code - 48;
  if (code >= 97 && code <= 102) return code - 87;
  if (code >= 65 && code <= 70) return code - 55;
  return -1;
}

/** The operation hashes of this run. */
export function hashes(): Hashes {
  return new Hashes();
}
