import type { OpenRecord } from '@plimsoll/history/record';
import type { Checker, Evidence, JudgeContext } from '../guarantee.ts';

/** A final observer's view of one member's stream at one node; it may have taken several subscriptions. */
export interface Reading {
  readonly observer: 'first' | 'second';
  readonly instance: string;
  readonly member: number;
  /** Its bit in `Events.finalMask`: two for each node. */
  readonly bit: number;
  /** Lowest position that it began at; -Infinity when it began at the beginning. */
  fromMicros: number;
  /** First event shown; Infinity while none. */
  firstMicros: number;
  /** Last event shown; -Infinity while none. */
  lastMicros: number;
  /** The observer has read all it wanted. */
  complete: boolean;
  openedMicros: number;
  place: number;
}

/** One subscription, as far as the pass has come. */
export interface Stream {
  readonly open: OpenRecord;
  readonly place: number;
  readonly fromMicros: number;
  readonly reading: Reading | undefined;
  events: number;
  firstSlot: number;
  lastSlot: number;
  lastMicros: number;
  /** Highest proof shown; -Infinity while none. */
  provenMicros: number;
  provenPlace: number;
  /** Highest proof shown before the first event. */
  provenBeforeFirstMicros: number;
  /** Last line of any kind, run clock. */
  lastLineMicros: number;
  closed: boolean;
}

/** Every subscription and every final reading. Streams are few: objects will do. */
export class Streams implements Evidence {
  readonly all: Stream[] = [];
  readonly readings: Reading[] = [];
  readonly #byId = new Map<number, Stream>();
  readonly #context: JudgeContext;
  readonly #nodes: ReadonlyMap<string, number>;
  #last: Stream | undefined;

  constructor(context: JudgeContext) {
    this.#context = context;
    this.#nodes = new Map(context.nodes.map((node, index) => [node.name, index]));
  }

  readonly on: Checker['on'] = {
    open: (record) => this.#open(record),
    close: (record) => {
      const stream = this.get(record.stream);
      if (stream === undefined) return;
      stream.closed = true;
      if (stream.reading !== undefined && record.complete) stream.reading.complete = true;
    },
  };

  /** Undefined for a stream that was never opened. */
  get(id: number): Stream | undefined {
    if (this.#last?.open.stream === id) return this.#last;
    const found = this.#byId.get(id);
    if (found !== undefined) this.#last = found;
    return found;
  }

  /** Complete readings of a member; together their bits say who must have shown an event. */
  readingsOf(member: number): readonly Reading[] {
    return this.readings.filter((reading) => reading.member === member && reading.complete);
  }

  #open(record: OpenRecord): void {
    const place = this.#context.place();
    const stream: Stream = {
      open: record,
      place,
      fromMicros: record.fromMicros ?? -Infinity,
      reading: record.observer === 'live' ? undefined : this.#reading(record, record.observer, place),
      events: 0,
      firstSlot: -1,
      lastSlot: -1,
      lastMicros: -Infinity,
      provenMicros: -Infinity,
      provenPlace: 0,
      provenBeforeFirstMicros: -Infinity,
      lastLineMicros: record.atMicros,
      closed: false,
    };
    this.all.push(stream);
    this.#byId.set(record.stream, stream);
  }

  #reading(record: OpenRecord, observer: 'first' | 'second', place: number): Reading | undefined {
    const node = this.#nodes.get(record.instance);
    if (node === undefined || node > 14) return undefined;
    const known = this.readings.find(
      (each) =>
        each.observer === observer && each.instance === record.instance && each.member === record.member,
    );
    if (known !== undefined) {
      known.fromMicros = Math.min(known.fromMicros, record.fromMicros ?? -Infinity);
      return known;
    }
    const reading: Reading = {
      observer,
      instance: record.instance,
      member: record.member,
      bit: 1 << (node * 2 + (observer === 'first' ? 0 : 1)),
      fromMicros: record.fromMicros ?? -Infinity,
      firstMicros: Infinity,
      lastMicros: -Infinity,
      complete: false,
      openedMicros: record.atMicros,
      place,
    };
    this.readings.push(reading);
    return reading;
  }
}

/**
 * Whether a reading, had the event existed, would have had to show it: between its first and its last event always; before its
 * first only what may not be pruned (pruning may go on while it is being read); behind its last never.
 */
export function mustShow(reading: Reading, timestampMicros: number, prunedUpTo: number): boolean {
  if (timestampMicros > reading.lastMicros || timestampMicros < reading.fromMicros) return false;
  return timestampMicros >= reading.firstMicros || timestampMicros > prunedUpTo;
}

/** The subscriptions of this run. */
export function streams(context: JudgeContext): Streams {
  return new Streams(context);
}
