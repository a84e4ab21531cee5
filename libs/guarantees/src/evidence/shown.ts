import type { Checker, Evidence, JudgeContext } from '../guarantee.ts';
import { grown } from '../grown.ts';

const bucketMicros = 4_000;

/**
 * How far the domain's time had come, as shown to anybody, by moments of the run: the highest event, proof or acknowledged
 * timestamp shown in each 4 ms. Asked with a margin of one bucket, so that it never claims more than was shown.
 */
export class Shown implements Evidence {
  #highest = new Float64Array(1024);
  #place = new Uint32Array(1024);
  #end = 0;
  #summed = false;
  readonly #context: JudgeContext;
  readonly #live = new Set<number>();

  constructor(context: JudgeContext) {
    this.#context = context;
  }

  readonly on: Checker['on'] = {
    open: (record) => {
      if (record.observer === 'live') this.#live.add(record.stream);
    },
    // The final reads come after the last send that counts: only live streams say something new.
    event: (record) => {
      if (this.#live.has(record.stream)) this.#see(record.atMicros, record.timestampMicros);
    },
    proof: (record) => {
      if (this.#live.has(record.stream)) this.#see(record.atMicros, record.upToMicros);
    },
    send: (record) => {
      if (record.status === 'sequenced' && record.timestampMicros !== undefined)
        this.#see(record.doneMicros, record.timestampMicros);
    },
  };

  /** The highest timestamp shown before this moment of the run; 0 if none. To be asked after the pass. */
  before(micros: number): number {
    return this.#at(micros).value;
  }

  /** Where that was shown. */
  placeBefore(micros: number): number {
    return this.#at(micros).place;
  }

  #at(micros: number): { value: number; place: number } {
    if (!this.#summed) this.#sum();
    const bucket = Math.min(Math.floor(micros / bucketMicros), this.#end) - 1;
    if (bucket < 0) return { value: 0, place: 0 };
    return { value: this.#highest[bucket] as number, place: this.#place[bucket] as number };
  }

  #sum(): void {
    this.#summed = true;
    for (let bucket = 1; bucket < this.#end; bucket += 1) {
      if ((this.#highest[bucket - 1] as number) <= (this.#highest[bucket] as number)) continue;
      this.#highest[bucket] = this.#highest[bucket - 1] as number;
      this.#place[bucket] = this.#place[bucket - 1] as number;
    }
  }

  #see(atMicros: number, timestampMicros: number): void {
    const bucket = Math.max(0, Math.floor(atMicros / bucketMicros));
    if (bucket >= this.#highest.length) {
      this.#highest = grown(this.#highest, bucket);
      this.#place = grown(this.#place, bucket);
    }
    if (bucket >= this.#end) this.#end = bucket + 1;
    if (timestampMicros <= (this.#highest[bucket] as number)) return;
    this.#highest[bucket] = timestampMicros;
    this.#place[bucket] = this.#context.place();
  }
}

/** What had been shown when, in this run. */
export function shown(context: JudgeContext): Shown {
  return new Shown(context);
}
