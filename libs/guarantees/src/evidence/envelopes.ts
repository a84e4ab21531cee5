import type { EventRecord, SentEnvelope } from '@plimsoll/history/record';
import { grown } from '../grown.ts';

const everybody = -1;

/**
 * The envelopes of every send, in columns: to whom, how long, which digest. `to` lists lie one behind the other; an
 * envelope to all members stores none.
 */
export class Envelopes {
  #first = new Int32Array(1024);
  #count = new Uint16Array(1024);
  #envelopes = 0;
  #bytes = new Int32Array(1024);
  #digest = new Uint32Array(1024);
  #toFirst = new Int32Array(1024);
  #toCount = new Int32Array(1024);
  #named = 0;
  #to = new Uint16Array(1024);
  readonly #members: number;

  constructor(members: number) {
    this.#members = members;
  }

  put(id: number, envelopes: readonly SentEnvelope[]): void {
    this.#first = grown(this.#first, id);
    this.#count = grown(this.#count, id);
    this.#first[id] = this.#envelopes;
    this.#count[id] = envelopes.length;
    for (const envelope of envelopes) {
      const at = this.#envelopes;
      this.#envelopes += 1;
      if (at >= this.#bytes.length) {
        this.#bytes = grown(this.#bytes, at);
        this.#digest = grown(this.#digest, at);
        this.#toFirst = grown(this.#toFirst, at);
        this.#toCount = grown(this.#toCount, at);
      }
      this.#bytes[at] = envelope.bytes;
      this.#digest[at] = envelope.digest;
      this.#toFirst[at] = this.#named;
      const all = envelope.to.length >= this.#members && new Set(envelope.to).size === this.#members;
      this.#toCount[at] = all ? everybody : envelope.to.length;
      if (all) continue;
      this.#to = grown(this.#to, this.#named + envelope.to.length);
      for (const member of envelope.to) this.#to[this.#named++] = member;
    }
  }

  /** Whether any envelope of this send is addressed to the member. */
  isRecipient(id: number, member: number): boolean {
    const first = this.#first[id] as number;
    const end = first + (this.#count[id] as number);
    for (let at = first; at < end; at += 1) if (this.#addressed(at, member)) return true;
    return false;
  }

  /** Number of envelopes of this send. */
  count(id: number): number {
    return this.#count[id] as number;
  }

  /**
   * What is wrong with the envelopes that a member received for this send, in words; undefined when they are exactly
   * those addressed to it, in the request's order.
   */
  difference(id: number, member: number, received: EventRecord['envelopes']): string | undefined {
    const first = this.#first[id] as number;
    const end = first + (this.#count[id] as number);
    let next = 0;
    for (let at = first; at < end; at += 1) {
      if (!this.#addressed(at, member)) continue;
      const got = received[next];
      if (got === undefined) return `envelope ${at - first} is missing`;
      if (got.id !== id) return `envelope ${next} carries content of message ${got.id}`;
      if (got.index !== at - first)
        return `envelope ${got.index} stands where envelope ${at - first} belongs`;
      if (got.bytes !== this.#bytes[at])
        return `envelope ${got.index} has ${got.bytes} bytes, sent were ${this.#bytes[at]}`;
      if (got.digest !== this.#digest[at])
        return `envelope ${got.index} has digest ${hex(got.digest)}, sent was ${hex(this.#digest[at] as number)}`;
      next += 1;
    }
    if (received.length === next) return undefined;
    return `${received.length - next} more envelope(s) than were addressed to it`;
  }

  #addressed(at: number, member: number): boolean {
    const count = this.#toCount[at] as number;
    if (count === everybody) return true;
    const first = this.#toFirst[at] as number;
    for (let index = first; index < first + count; index += 1) if (this.#to[index] === member) return true;
    return false;
  }
}

function hex(digest: number): string {
  return digest.toString(16).padStart(8, '0');
}
