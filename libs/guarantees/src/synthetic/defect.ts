import type { HistoryFile } from '@plimsoll/history/layout';
import type { Plan } from '@plimsoll/history/plan';
import type { EventRecord, HistoryRecord, RecordKind, RecordOf, SendRecord } from '@plimsoll/history/record';
import type { Synthesis } from './synthesize.ts';

export type Lines = readonly (readonly [HistoryFile, HistoryRecord])[];

/** A planted breach: which run to take, and what to change in its records so that one guarantee is broken. */
export interface Defect {
  readonly synthesis?: Partial<Synthesis>;
  readonly plan?: (plan: Plan) => Plan;
  plant(history: Planted): void;
}

/** A legal history to plant a defect in. Everything picked lies in its second half: a checker that stops early must be noticed. */
export class Planted {
  #lines: (readonly [HistoryFile, HistoryRecord])[];
  readonly #uniform: () => number;
  #members: ReadonlyMap<number, number> | undefined;

  constructor(lines: Lines, uniform: () => number) {
    this.#lines = [...lines];
    this.#uniform = uniform;
  }

  get lines(): Lines {
    return this.#lines;
  }

  /** One of the records that fit, at random, in the second half of them. */
  pick<K extends RecordKind>(kind: K, fits: (record: RecordOf<K>) => boolean = () => true): RecordOf<K> {
    const found = this.all(kind).filter(fits);
    const picked = found[Math.floor(found.length / 2 + (this.#uniform() * found.length) / 2)];
    if (picked === undefined) throw new Error(`nothing to plant a defect in: no ${kind} fits`);
    return picked;
  }

  all<K extends RecordKind>(kind: K): RecordOf<K>[] {
    return this.#lines.flatMap(([, record]) => (record.kind === kind ? [record as RecordOf<K>] : []));
  }

  /** Changes the records that fit; undefined drops them. */
  change<K extends RecordKind>(
    kind: K,
    fits: (record: RecordOf<K>) => boolean,
    to: (record: RecordOf<K>) => HistoryRecord | readonly HistoryRecord[] | undefined,
  ): void {
    this.#lines = this.#lines.flatMap(([file, record]) => {
      if (record.kind !== kind || !fits(record as RecordOf<K>)) return [[file, record] as const];
      const changed = to(record as RecordOf<K>);
      if (changed === undefined) return [];
      const list = Array.isArray(changed)
        ? (changed as readonly HistoryRecord[])
        : [changed as HistoryRecord];
      return list.map((each) => [file, each] as const);
    });
  }

  drop<K extends RecordKind>(kind: K, fits: (record: RecordOf<K>) => boolean): void {
    this.change(kind, fits, () => undefined);
  }

  add(file: HistoryFile, ...records: readonly HistoryRecord[]): void {
    this.#lines = [
      ...this.#lines.filter(([each]) => order(each) <= order(file)),
      ...records.map((record) => [file, record] as const),
      ...this.#lines.filter(([each]) => order(each) > order(file)),
    ];
  }

  /** A plain send that was made once, through a node, and became one event. */
  plainSend(fits: (send: SendRecord) => boolean = () => true): SendRecord {
    const attempts = new Map<number, number>();
    for (const { id } of this.all('send')) attempts.set(id, (attempts.get(id) ?? 0) + 1);
    const events = new Map<number, Set<number>>();
    for (const { id, timestampMicros } of this.all('event'))
      events.set(id, (events.get(id) ?? new Set()).add(timestampMicros));
    return this.pick(
      'send',
      (send) =>
        send.purpose === 'load' &&
        attempts.get(send.id) === 1 &&
        events.get(send.id)?.size === 1 &&
        send.outcome === 'ok' &&
        send.envelopes.length === 1 &&
        fits(send),
    );
  }

  /** The streams of the final observers, by stream number. */
  finals(): ReadonlyMap<number, RecordOf<'open'>> {
    return this.#streams((open) => open.observer !== 'live');
  }

  lives(): ReadonlyMap<number, RecordOf<'open'>> {
    return this.#streams((open) => open.observer === 'live');
  }

  /** Whose stream an event is on. */
  memberOf(event: EventRecord): number {
    this.#members ??= new Map(this.all('open').map((open) => [open.stream, open.member]));
    return this.#members.get(event.stream) ?? -1;
  }

  #streams(fits: (open: RecordOf<'open'>) => boolean): ReadonlyMap<number, RecordOf<'open'>> {
    return new Map(
      this.all('open')
        .filter(fits)
        .map((open) => [open.stream, open]),
    );
  }
}

function order(file: HistoryFile): number {
  return ['runner', 'load', 'watch', 'first', 'second'].indexOf(file);
}
