import type { StatusRecord } from '@plimsoll/history/operator-record';
import type { Checker, Evidence, JudgeContext } from '../guarantee.ts';
import { grown } from '../grown.ts';
import { hashes } from './hashes.ts';
import type { Hashes } from './hashes.ts';

/** Statuses by their number in the columns; 0: not asked, or not answered. */
export const statusNames = ['', 'UNKNOWN', 'PENDING', 'EXECUTED', 'REJECTED'] as const;
export const said = { nothing: 0, unknown: 1, pending: 2, executed: 3, rejected: 4 } as const;

/** What an instance says of an operation, as far as it is compared. */
export interface Standing {
  readonly status: (typeof statusNames)[number];
  readonly reason: string;
  /** -1 where not told, in all that follow. */
  readonly batchHeight: number;
  readonly index: number;
  readonly account: number;
  readonly stateRoot: string;
  readonly place: number;
}

/** A final observer's answers from one instance, by slot of the operation's hash. */
export class StatusReading {
  readonly observer: 'first' | 'second';
  readonly instance: string;
  /** Operations that it was told of. */
  answered = 0;
  status = new Uint8Array(1024);
  #reason = new Uint16Array(1024);
  #height = new Int32Array(1024);
  #index = new Float64Array(1024);
  #account = new Int32Array(1024);
  #root = new Int32Array(1024);
  place = new Uint32Array(1024);
  readonly #texts: Texts;

  constructor(observer: 'first' | 'second', instance: string, texts: Texts) {
    this.observer = observer;
    this.instance = instance;
    this.#texts = texts;
  }

  /** One of `said`. */
  of(slot: number): number {
    return this.status[slot] ?? said.nothing;
  }

  standing(slot: number): Standing {
    return {
      status: statusNames[this.of(slot)] ?? '',
      reason: this.#texts.text(this.#reason[slot] as number),
      batchHeight: this.#height[slot] as number,
      index: this.#index[slot] as number,
      account: this.#account[slot] as number,
      stateRoot: this.#texts.text(this.#root[slot] as number),
      place: this.place[slot] as number,
    };
  }

  take(slot: number, status: number, record: StatusRecord, place: number): void {
    if (slot >= this.status.length) {
      this.status = grown(this.status, slot);
      this.#reason = grown(this.#reason, slot);
      this.#height = grown(this.#height, slot);
      this.#index = grown(this.#index, slot);
      this.#account = grown(this.#account, slot);
      this.#root = grown(this.#root, slot);
      this.place = grown(this.place, slot);
    }
    if (this.status[slot] === said.nothing) this.answered += 1;
    this.status[slot] = status;
    this.#reason[slot] = this.#texts.number(record.reason ?? '');
    this.#height[slot] = record.batchHeight ?? -1;
    this.#index[slot] = record.index ?? -1;
    this.#account[slot] = record.account ?? -1;
    this.#root[slot] = this.#texts.number(record.stateRoot ?? '');
    this.place[slot] = place;
  }
}

/** The final answers of every instance to both observers; an answer asked for twice counts as it was last given. */
export class Statuses implements Evidence {
  readonly readings: StatusReading[] = [];
  readonly hashes: Hashes;
  readonly #context: JudgeContext;
  readonly #texts = new Texts();

  constructor(context: JudgeContext) {
    this.#context = context;
    this.hashes = context.evidence(hashes);
  }

  readonly on: Checker['on'] = {
    status: (record) => {
      if (record.observer === 'live') return;
      const status = statusOf(record);
      if (status === said.nothing) return;
      this.#reading(record.observer, record.instance).take(
        this.hashes.slot(record.hash),
        status,
        record,
        this.#context.place(),
      );
    },
  };

  /** The other observer's reading of the same instance. */
  partnerOf(reading: StatusReading): StatusReading | undefined {
    return this.readings.find(
      (each) => each.instance === reading.instance && each.observer !== reading.observer,
    );
  }

  #reading(observer: 'first' | 'second', instance: string): StatusReading {
    let reading = this.readings.find((each) => each.observer === observer && each.instance === instance);
    if (reading === undefined) {
      reading = new StatusReading(observer, instance, this.#texts);
      this.readings.push(reading);
    }
    return reading;
  }
}

/** What a reply says, one of `said`; `nothing` where there was no answer. */
export function statusOf(record: StatusRecord): number {
  if (record.code === 'OPERATION_NOT_FOUND') return said.unknown;
  return record.outcome === 'ok' ? statusNames.indexOf(record.status) : said.nothing;
}

/** Few distinct texts, each with a number. */
class Texts {
  readonly #numbers = new Map<string, number>();
  readonly #texts: string[] = [];

  number(text: string): number {
    const known = this.#numbers.get(text);
    if (known !== undefined) return known;
    this.#numbers.set(text, this.#texts.length);
    return this.#texts.push(text) - 1;
  }

  text(number: number): string {
    return this.#texts[number] ?? '';
  }
}

/** The final answers of this run. */
export function statuses(context: JudgeContext): Statuses {
  return new Statuses(context);
}
