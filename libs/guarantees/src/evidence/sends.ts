import type { SendRecord } from '@plimsoll/history/record';
import type { Checker, Evidence, JudgeContext } from '../guarantee.ts';
import { grown } from '../grown.ts';
import { Envelopes } from './envelopes.ts';

/** One attempt of an id that had several. */
export interface Attempt {
  readonly attempt: number;
  readonly sentMicros: number;
  readonly doneMicros: number;
  readonly maxMicros: number;
  /** -1: made without having observed expiry. */
  readonly observedMicros: number;
  readonly failed: boolean;
  readonly place: number;
}

/** A reply that said `sequenced` or `rejected`, with its timestamp. */
export interface Answer {
  readonly id: number;
  readonly status: 'sequenced' | 'rejected';
  readonly timestampMicros: number;
  readonly sentMicros: number;
  readonly doneMicros: number;
  readonly instance: string;
  readonly place: number;
}

/**
 * Every send, by id: who sent it, when first, until when it may be sequenced, what was in it. Columns, not objects:
 * there are millions. `known(id)` first; the columns of an unknown id mean nothing.
 */
export class Sends implements Evidence {
  /** One more than the highest id. */
  end = 0;
  /** Number of records. */
  records = 0;
  /** -1: unknown id. */
  member = new Int16Array(1024).fill(-1);
  attempts = new Uint8Array(1024);
  /** Earliest `sentMicros` of all attempts. */
  firstSent = new Float64Array(1024);
  /** Latest `doneMicros`. */
  lastDone = new Float64Array(1024);
  /** Highest max-sequencing-time of the attempts that may have happened; -1 if all certainly failed. */
  openMax = new Float64Array(1024);
  /** The same of all attempts. */
  anyMax = new Float64Array(1024);
  /** Highest topology timestamp; -1 where none. */
  topology = new Float64Array(1024);
  purpose = new Uint8Array(1024);
  /** 1: a recipient is nobody's name; ends as an error event, or is refused. */
  stranger = new Uint8Array(1024);
  place = new Uint32Array(1024);
  /** Answers with a timestamp, in file order. */
  readonly answers: Answer[] = [];
  readonly envelopes: Envelopes;
  readonly #several = new Map<number, Attempt[]>();
  readonly #context: JudgeContext;

  constructor(context: JudgeContext) {
    this.#context = context;
    this.envelopes = new Envelopes(context.members.length);
  }

  readonly on: Checker['on'] = { send: (record) => this.#take(record) };

  known(id: number): boolean {
    return id >= 0 && id < this.end && (this.member[id] as number) >= 0;
  }

  /** All attempts of an id that had more than one, in order of attempt; undefined for the others. */
  attemptsOf(id: number): readonly Attempt[] | undefined {
    return this.#several.get(id)?.sort((a, b) => a.attempt - b.attempt);
  }

  /** The ids with more than one attempt. */
  retried(): IterableIterator<number> {
    return this.#several.keys();
  }

  /** 0 load, 1 sentinel, 2 poke. */
  purposeOf(id: number): SendRecord['purpose'] {
    return purposes[this.purpose[id] as number] as SendRecord['purpose'];
  }

  #take(record: SendRecord): void {
    const { id } = record;
    this.records += 1;
    if (id >= this.member.length) this.#grow(id);
    const failed = record.outcome === 'fail' && record.status !== 'rejected';
    const max = record.maxSequencingTimeMicros;
    const place = this.#context.place();
    if ((this.member[id] as number) < 0) {
      this.end = Math.max(this.end, id + 1);
      this.member[id] = record.member;
      this.attempts[id] = 1;
      this.firstSent[id] = record.sentMicros;
      this.lastDone[id] = record.doneMicros;
      this.openMax[id] = failed ? -1 : max;
      this.anyMax[id] = max;
      this.topology[id] = record.topologyTimestampMicros ?? -1;
      this.purpose[id] = purposes.indexOf(record.purpose);
      this.place[id] = place;
      this.envelopes.put(id, record.envelopes);
      this.stranger[id] = this.#hasStranger(record) ? 1 : 0;
      // A retry may be recorded before the first attempt, which still hangs.
      if (record.attempt !== 1) this.#several.set(id, [attemptOf(record, failed, place)]);
      else this.#first(id, failed);
    } else {
      this.#another(record, failed, place);
    }
    if (record.status !== undefined && record.status !== 'accepted' && record.timestampMicros !== undefined) {
      this.answers.push({
        id,
        status: record.status,
        timestampMicros: record.timestampMicros,
        sentMicros: record.sentMicros,
        doneMicros: record.doneMicros,
        instance: record.servedBy ?? record.instance,
        place,
      });
    }
  }

  #hasStranger(record: SendRecord): boolean {
    for (const { to } of record.envelopes)
      for (const member of to) if (member < 0 || member >= this.#context.members.length) return true;
    return false;
  }

  #first(id: number, failed: boolean): void {
    this.#failedFirst = grown(this.#failedFirst, id);
    this.#failedFirst[id] = failed ? 1 : 0;
  }
  #failedFirst = new Uint8Array(1024);

  #another(record: SendRecord, failed: boolean, place: number): void {
    const { id } = record;
    let list = this.#several.get(id);
    if (list === undefined) {
      // The only one before was attempt 1; what the columns hold is still all its own.
      list = [
        {
          attempt: 1,
          sentMicros: this.firstSent[id] as number,
          doneMicros: this.lastDone[id] as number,
          maxMicros: this.anyMax[id] as number,
          observedMicros: -1,
          failed: this.#failedFirst[id] === 1,
          place: this.place[id] as number,
        },
      ];
      this.#several.set(id, list);
    }
    list.push(attemptOf(record, failed, place));
    const max = record.maxSequencingTimeMicros;
    this.attempts[id] = Math.min(255, (this.attempts[id] as number) + 1);
    this.firstSent[id] = Math.min(this.firstSent[id] as number, record.sentMicros);
    this.lastDone[id] = Math.max(this.lastDone[id] as number, record.doneMicros);
    this.anyMax[id] = Math.max(this.anyMax[id] as number, max);
    if (!failed) this.openMax[id] = Math.max(this.openMax[id] as number, max);
    this.topology[id] = Math.max(this.topology[id] as number, record.topologyTimestampMicros ?? -1);
  }

  #grow(id: number): void {
    this.member = grown(this.member, id, -1);
    this.attempts = grown(this.attempts, id);
    this.firstSent = grown(this.firstSent, id);
    this.lastDone = grown(this.lastDone, id);
    this.openMax = grown(this.openMax, id);
    this.anyMax = grown(this.anyMax, id);
    this.topology = grown(this.topology, id);
    this.purpose = grown(this.purpose, id);
    this.stranger = grown(this.stranger, id);
    this.place = grown(this.place, id);
  }
}

const purposes: readonly string[] = ['load', 'sentinel', 'poke'];

function attemptOf(record: SendRecord, failed: boolean, place: number): Attempt {
  return {
    attempt: record.attempt,
    sentMicros: record.sentMicros,
    doneMicros: record.doneMicros,
    maxMicros: record.maxSequencingTimeMicros,
    observedMicros: record.observedMicros ?? -1,
    failed,
    place,
  };
}

/** The sends of this run. */
export function sends(context: JudgeContext): Sends {
  return new Sends(context);
}
