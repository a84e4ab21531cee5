import type { EventRecord, ProofRecord } from '@plimsoll/history/record';
import type { Checker, Evidence, JudgeContext } from '../guarantee.ts';
import { grown } from '../grown.ts';
import { fingerprint, halves } from './fingerprint.ts';
import { streams } from './streams.ts';
import type { Stream, Streams } from './streams.ts';

/** What a member was shown at a position that somebody else was shown otherwise. */
export interface Variant {
  readonly slot: number;
  readonly stream: Stream;
  readonly place: number;
  readonly id: number;
  /** `bytes`: other content at the same position. `link`: another predecessor. */
  readonly what: 'bytes' | 'link';
}

/** Two streams of a member went on differently after the same event: one of them left out `between`. */
export interface Leap {
  readonly member: number;
  readonly before: number;
  readonly between: number;
  readonly after: number;
  /** Of the record that showed the difference. */
  readonly place: number;
}

const variantsMax = 10_000;
const none = -1;

/**
 * Every event that anybody was shown, once for each (timestamp, member): a *slot*. Found by the stream's own order
 * nearly always (the event after this one was seen before), by a hash of the timestamp else. While a record is being heard,
 * `slot`, `before`, `stream` and `fresh` say where it belongs, so that no checker looks it up again.
 */
export class Events implements Evidence {
  /** Number of slots. */
  count = 0;
  /** Number of event records. */
  records = 0;
  timestamp = new Float64Array(1024);
  member = new Uint16Array(1024);
  sender = new Int16Array(1024);
  id = new Int32Array(1024);
  /** Predecessor named by the event; -1 for null. */
  previous = new Float64Array(1024);
  /** Run clock of the first sighting. */
  firstAt = new Float64Array(1024);
  /** Place of the first sighting. */
  place = new Uint32Array(1024);
  /** Bits of the final readings that showed it. */
  finalMask = new Int32Array(1024);
  /** Bit 1: shown on a live stream; 2: error event; 4: carries our message id; 8: has envelopes. */
  flags = new Uint8Array(1024);
  /** Highest proof shown on any stream after this slot as its last event, and where. */
  provenAfter = new Float64Array(1024);
  provenPlace = new Uint32Array(1024);
  /** Successor on the first stream that had one. */
  next = new Int32Array(1024).fill(none);
  readonly variants: Variant[] = [];
  readonly leaps: Leap[] = [];
  /** Event and proof lines of streams that were never opened: damaged evidence. */
  strays = 0;

  /** Of the record being heard. */
  slot = none;
  before = none;
  fresh = false;
  /** Shown before at this position, with other bytes or another link. */
  varied = false;
  stream: Stream | undefined;

  readonly streams: Streams;
  readonly #context: JudgeContext;
  #a = new Int32Array(1024);
  #b = new Int32Array(1024);
  /** Other slots of the same timestamp. */
  #sibling = new Int32Array(1024).fill(none);
  #heads = new Int32Array(4096).fill(none);
  #orders = new Map<number, Int32Array>();

  constructor(context: JudgeContext) {
    this.#context = context;
    this.streams = context.evidence(streams);
  }

  readonly on: Checker['on'] = {
    event: (record) => this.#event(record),
    proof: (record) => this.#proof(record),
  };

  /** Slot of the member's event at this timestamp; -1 if nobody was shown one. */
  find(timestampMicros: number, member: number): number {
    let slot = this.head(timestampMicros);
    while (slot !== none && this.member[slot] !== member) slot = this.#sibling[slot] as number;
    return slot;
  }

  /** First of the slots with this timestamp, whatever the member; -1 if there are none. `sibling` gives the next. */
  head(timestampMicros: number): number {
    let at = hash(timestampMicros) & (this.#heads.length - 1);
    for (;;) {
      const slot = this.#heads[at] as number;
      if (slot === none || this.timestamp[slot] === timestampMicros) return slot;
      at = (at + 1) & (this.#heads.length - 1);
    }
  }

  /** The next slot with the same timestamp; -1 at the end. */
  sibling(slot: number): number {
    return this.#sibling[slot] as number;
  }

  /** All slots of a member by timestamp: the history as the union of all who read it. To be asked after the pass. */
  order(member: number): Int32Array {
    const known = this.#orders.get(member);
    if (known !== undefined) return known;
    let size = 0;
    for (let slot = 0; slot < this.count; slot += 1) if (this.member[slot] === member) size += 1;
    const times = new Float64Array(size);
    for (let slot = 0, at = 0; slot < this.count; slot += 1)
      if (this.member[slot] === member) times[at++] = this.timestamp[slot] as number;
    times.sort();
    const order = new Int32Array(size);
    for (let at = 0; at < size; at += 1) order[at] = this.find(times[at] as number, member);
    this.#orders.set(member, order);
    return order;
  }

  /** Index in `order(member)` of the first slot at or above the timestamp. */
  firstAtLeast(order: Int32Array, timestampMicros: number): number {
    let low = 0;
    let high = order.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.timestamp[order[middle] as number] as number) < timestampMicros) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  isError(slot: number): boolean {
    return ((this.flags[slot] as number) & 2) !== 0;
  }

  #event(record: EventRecord): void {
    this.records += 1;
    this.slot = none;
    this.before = none;
    this.fresh = false;
    this.varied = false;
    const stream = (this.stream = this.streams.get(record.stream));
    if (stream === undefined) {
      this.strays += 1;
      return;
    }
    const { timestampMicros } = record;
    const { member } = stream.open;
    const before = (this.before = stream.lastSlot);
    let slot = before === none ? none : (this.next[before] as number);
    if (slot === none || this.timestamp[slot] !== timestampMicros) slot = this.find(timestampMicros, member);
    fingerprint(record);
    const previous = record.previousMicros ?? -1;
    if (slot === none) {
      slot = this.#add(record, member, previous);
      this.fresh = true;
    } else if (this.#a[slot] !== halves.a || this.#b[slot] !== halves.b) {
      this.#vary(slot, stream, record.id, 'bytes');
    } else if (this.previous[slot] !== previous) {
      // A link may be lost to pruning, and only then: the longer memory stays.
      if (this.previous[slot] === -1) this.previous[slot] = previous;
      else if (previous !== -1) this.#vary(slot, stream, record.id, 'link');
    }
    this.slot = slot;
    if (stream.reading === undefined) this.flags[slot] = (this.flags[slot] as number) | 1;
    else this.#final(slot, stream, timestampMicros);
    if (before !== none && timestampMicros > stream.lastMicros) this.#succeed(before, slot, stream);
    if (stream.firstSlot === none) {
      stream.firstSlot = slot;
      stream.provenBeforeFirstMicros = stream.provenMicros;
    }
    stream.events += 1;
    stream.lastSlot = slot;
    stream.lastMicros = timestampMicros;
    stream.lastLineMicros = record.atMicros;
  }

  #final(slot: number, stream: Stream, timestampMicros: number): void {
    const { reading } = stream;
    if (reading === undefined) return;
    this.finalMask[slot] = (this.finalMask[slot] as number) | reading.bit;
    if (timestampMicros > reading.lastMicros) reading.lastMicros = timestampMicros;
    if (timestampMicros < reading.firstMicros) reading.firstMicros = timestampMicros;
  }

  #succeed(before: number, slot: number, stream: Stream): void {
    const known = this.next[before] as number;
    if (known === slot) return;
    if (known === none) {
      this.next[before] = slot;
      return;
    }
    const sooner = (this.timestamp[slot] as number) < (this.timestamp[known] as number);
    const [between, after] = sooner ? [slot, known] : [known, slot];
    const place = this.#context.place();
    if (this.leaps.length < variantsMax)
      this.leaps.push({ member: stream.open.member, before, between, after, place });
    this.next[before] = between;
  }

  #proof(record: ProofRecord): void {
    const stream = (this.stream = this.streams.get(record.stream));
    if (stream === undefined) {
      this.strays += 1;
      return;
    }
    stream.lastLineMicros = record.atMicros;
    const { upToMicros } = record;
    const last = stream.lastSlot;
    if (last !== none && upToMicros > (this.provenAfter[last] as number)) {
      this.provenAfter[last] = upToMicros;
      this.provenPlace[last] = this.#context.place();
    }
    if (upToMicros > stream.provenMicros) {
      stream.provenMicros = upToMicros;
      stream.provenPlace = this.#context.place();
    }
  }

  #vary(slot: number, stream: Stream, id: number, what: Variant['what']): void {
    this.varied = true;
    if (this.variants.length < variantsMax)
      this.variants.push({ slot, stream, place: this.#context.place(), id, what });
  }

  #add(record: EventRecord, member: number, previous: number): number {
    const slot = this.count;
    this.count += 1;
    if (slot >= this.timestamp.length) this.#grow(slot);
    this.timestamp[slot] = record.timestampMicros;
    this.member[slot] = member;
    this.sender[slot] = record.sender;
    this.id[slot] = record.id;
    this.previous[slot] = previous;
    this.firstAt[slot] = record.atMicros;
    this.place[slot] = this.#context.place();
    this.flags[slot] =
      (record.type === 'error' ? 2 : 0) | (record.receipt ? 4 : 0) | (record.envelopes.length > 0 ? 8 : 0);
    this.provenAfter[slot] = -1;
    this.#a[slot] = halves.a;
    this.#b[slot] = halves.b;
    const head = this.head(record.timestampMicros);
    if (head === none) this.#enter(slot);
    else {
      this.#sibling[slot] = this.#sibling[head] as number;
      this.#sibling[head] = slot;
    }
    return slot;
  }

  #enter(slot: number): void {
    let at = hash(this.timestamp[slot] as number) & (this.#heads.length - 1);
    while (this.#heads[at] !== none) at = (at + 1) & (this.#heads.length - 1);
    this.#heads[at] = slot;
  }

  #grow(slot: number): void {
    this.timestamp = grown(this.timestamp, slot);
    this.member = grown(this.member, slot);
    this.sender = grown(this.sender, slot);
    this.id = grown(this.id, slot);
    this.previous = grown(this.previous, slot);
    this.firstAt = grown(this.firstAt, slot);
    this.place = grown(this.place, slot);
    this.finalMask = grown(this.finalMask, slot);
    this.flags = grown(this.flags, slot);
    this.provenAfter = grown(this.provenAfter, slot);
    this.provenPlace = grown(this.provenPlace, slot);
    this.next = grown(this.next, slot, none);
    this.#a = grown(this.#a, slot);
    this.#b = grown(this.#b, slot);
    this.#sibling = grown(this.#sibling, slot, none);
    // Twice as many cells as slots at least, or probing gets long.
    this.#heads = new Int32Array(this.#heads.length * 2).fill(none);
    for (let each = 0; each < slot; each += 1) if (this.#isHead(each)) this.#enter(each);
  }

  /** A head is the first slot entered of its timestamp; siblings always come later, and are reached from it. */
  #isHead(slot: number): boolean {
    return this.head(this.timestamp[slot] as number) === none;
  }
}

const words = new Uint32Array(2);
const number = new Float64Array(words.buffer);

function hash(timestampMicros: number): number {
  number[0] = timestampMicros;
  let h = Math.imul((words[0] as number) ^ Math.imul(words[1] as number, 0x9e3779b1), 0x85ebca6b);
  h ^= h >>> 15;
  h = Math.imul(h, 0xc2b2ae35);
  return (h ^ (h >>> 13)) >>> 0;
}

/** The events of this run. */
export function events(context: JudgeContext): Events {
  return new Events(context);
}
