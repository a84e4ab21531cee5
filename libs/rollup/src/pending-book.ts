import { partitionKeyOf, type Hex, type Operation } from '@plimsoll/interface/operator/operation';

/** What the book needs to know of an entry; whoever keeps the book may keep more in it. */
export interface BookEntry {
  readonly hash: Hex;
  readonly operation: Operation;
}

/**
 * Operations that were accepted and are not final yet, each once by its hash whichever way it came (RG-03). Kept by account and
 * in order of nonce (RG-05); rivals for one nonce stand behind each other in the order in which they came.
 */
export class PendingBook<Entry extends BookEntry> {
  readonly #byHash = new Map<Hex, Entry>();
  readonly #byAccount = new Map<string, Entry[]>();
  readonly #capacity: number;

  /** `capacity`: operations that may be taken in; what other instances accepted comes on top (RH-13). */
  constructor(capacity: number) {
    this.#capacity = capacity;
  }

  get size(): number {
    return this.#byHash.size;
  }

  /**
   * Adds an operation. `full` is said before it is accepted and never afterwards (RG-01): an operation that another
   * instance has accepted, or this one in an earlier life, is `owed` and always finds room.
   */
  add(entry: Entry, claim: 'asked' | 'owed'): 'added' | 'known' | 'full' {
    if (this.#byHash.has(entry.hash)) return 'known';
    if (claim === 'asked' && this.#byHash.size >= this.#capacity) return 'full';
    this.#byHash.set(entry.hash, entry);
    const key = partitionKeyOf(entry.operation);
    const entries = this.#byAccount.get(key);
    if (entries === undefined) this.#byAccount.set(key, [entry]);
    else entries.splice(placeFor(entries, nonceOf(entry.operation)), 0, entry);
    return 'added';
  }

  has(hash: Hex): boolean {
    return this.#byHash.has(hash);
  }

  get(hash: Hex): Entry | undefined {
    return this.#byHash.get(hash);
  }

  /** Takes an operation out, once its end is final. */
  delete(hash: Hex): boolean {
    const entry = this.#byHash.get(hash);
    if (entry === undefined) return false;
    this.#byHash.delete(hash);
    const key = partitionKeyOf(entry.operation);
    const entries = this.#byAccount.get(key) ?? [];
    entries.splice(entries.indexOf(entry), 1);
    if (entries.length === 0) this.#byAccount.delete(key);
    return true;
  }

  /** What is pending of an account (or of a public key that asks for one), in order of nonce. */
  ofSigner(partitionKey: string): readonly Entry[] {
    return this.#byAccount.get(partitionKey) ?? [];
  }

  /** Partition keys with something pending. */
  signers(): IterableIterator<string> {
    return this.#byAccount.keys();
  }

  /** Everything, in the order in which it came. */
  entries(): IterableIterator<Entry> {
    return this.#byHash.values();
  }

  /**
   * The order in which operations are tried: each account's by nonce, and from one account at most `share` before the others
   * have their turn, so that a busy one starves nobody (RG-19). `skip` leaves out what an accepted batch holds already.
   */
  *inTurn(skip: (entry: Entry) => boolean = () => false, share = 16): Generator<Entry> {
    let round = [...this.#byAccount.values()].map((entries) => ({ entries, next: 0 }));
    while (round.length > 0) {
      for (const turn of round) {
        for (let taken = 0; taken < share && turn.next < turn.entries.length; turn.next += 1) {
          const entry = turn.entries[turn.next] as Entry;
          if (skip(entry)) continue;
          taken += 1;
          yield entry;
        }
      }
      round = round.filter(({ entries, next }) => next < entries.length);
    }
  }
}

/** Nonce of an operation; an account that is to be created has none, and counts as 0. */
export function nonceOf(operation: Operation): number {
  return operation.kind === 'create-account' ? 0 : operation.nonce;
}

/** Behind all with this nonce or a lower one. Mostly that is the end. */
function placeFor(entries: readonly BookEntry[], nonce: number): number {
  let low = 0;
  let high = entries.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (nonceOf((entries[middle] as BookEntry).operation) <= nonce) low = middle + 1;
    else high = middle;
  }
  return low;
}
