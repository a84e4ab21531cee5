import type { HistoryFile } from '@plimsoll/history/layout';
import { historyFiles } from '@plimsoll/history/layout';
import type { Plan } from '@plimsoll/history/plan';
import type { EventRecord, HistoryRecord, SendRecord, SentEnvelope } from '@plimsoll/history/record';
import { openCourt } from './court.ts';
import type { Finding, Guarantee } from './guarantee.ts';
import { storyPlan, type StoryOptions } from './story-plan.fixture.ts';

/** Subject time at a millisecond of the run. */
export const at = (ms: number): number => 1_700_000_000_000_000 + ms * 1000;

/** Where a generated record belongs, for `alter` to pick from. */
export interface Scene {
  readonly file: HistoryFile;
  readonly observer?: 'live' | 'first' | 'second';
  readonly instance?: string;
  readonly member?: number;
}

/** Changes, drops or multiplies a record of a story. */
export type Alter = (
  record: HistoryRecord,
  scene: Scene,
) => HistoryRecord | readonly HistoryRecord[] | undefined;

interface Happening {
  readonly id: number;
  readonly ms: number;
  readonly type: 'deliver' | 'error';
  readonly code?: string;
}

/** A history told by hand, with its plan. */
export interface Told {
  readonly plan: Plan;
  records(alter?: Alter): readonly (readonly [HistoryFile, HistoryRecord])[];
}

/**
 * A small, whole, legal history told by hand: sends, what became of them, live readers at every node, both final
 * observers; `alter` then breaks one thing. Times in milliseconds of the run; timestamps are `at(ms)`.
 */
export class Story implements Told {
  readonly plan: Plan;
  readonly endMs: number;
  readonly #sends = new Map<number, SendRecord>();
  readonly #own: { readonly file: HistoryFile; readonly ms: number; readonly record: HistoryRecord }[] = [];
  readonly #happenings: Happening[] = [];

  constructor(options: StoryOptions = {}) {
    const nodes = (options.nodes ?? ['a-1', 'b-1']).map((name) => ({ name, site: name.slice(0, 1) }));
    this.endMs = options.endMs ?? 2000;
    const members = options.members ?? ['m-0', 'm-1', 'm-2'];
    this.plan = storyPlan(options, members, nodes);
  }

  /** A send by member 0 to member 1 through a-1, answered 5 ms later; anything may be overridden. */
  send(id: number, ms: number, more: Partial<SendRecord> = {}): this {
    const envelopes: readonly SentEnvelope[] = more.envelopes ?? [{ to: [1], bytes: 20, digest: 1000 + id }];
    const record: SendRecord = {
      kind: 'send',
      id,
      attempt: 1,
      member: 0,
      awaits: 'accepted',
      maxSequencingTimeMicros: at(ms + 1000),
      purpose: 'load',
      ...call(ms, 5),
      outcome: 'ok',
      status: 'accepted',
      ...more,
      envelopes,
    };
    if (!this.#sends.has(id)) this.#sends.set(id, record);
    return this.tell('load', record.doneMicros / 1000, record);
  }

  /** The send becomes an event at this millisecond. */
  sequenced(id: number, ms: number, more: Partial<Happening> = {}): this {
    this.#happenings.push({ id, ms, type: 'deliver', ...more });
    return this;
  }

  /** An acknowledged send and its event in one: answered 3 ms after it was sequenced, which is 2 ms after it was sent. */
  acknowledged(id: number, ms: number, more: Partial<SendRecord> = {}): this {
    return this.send(id, ms, {
      awaits: 'sequenced',
      status: 'sequenced',
      timestampMicros: at(ms + 2),
      ...more,
    }).sequenced(id, ms + 2);
  }

  /** Any other record. */
  tell(file: HistoryFile, ms: number, record: HistoryRecord): this {
    this.#own.push({ file, ms, record });
    return this;
  }

  /** A fault from `appliedMs` to `healedMs` with all its receipts. */
  fault(trial: number, appliedMs: number, healedMs: number, touches: readonly string[]): this {
    const planned = this.plan.trials[trial];
    const steps = [
      ['planned', appliedMs - 5],
      ['applied', appliedMs],
      ['bit', appliedMs + 5],
      ['healing', healedMs - 5],
      ['healed', healedMs],
    ] as const;
    for (const [step, ms] of steps)
      this.tell('runner', ms, {
        kind: 'fault',
        trial,
        fault: planned?.fault ?? 'kill',
        target: planned?.target ?? 'node:a-1',
        step,
        atMicros: ms * 1000,
        parameters: {},
        observation: `${step} seen`,
        touches,
      });
    return this;
  }

  /** A probe every 50 ms at an instance, failing while down. */
  probes(
    probe: 'read' | 'write',
    instance: string,
    [downFromMs, downToMs]: readonly [number, number] = [0, 0],
    everyMs = 50,
    code = 'TIMEOUT',
  ): this {
    for (let ms = 10; ms < this.endMs; ms += everyMs) {
      const down = ms >= downFromMs && ms < downToMs;
      this.tell('watch', ms, {
        kind: 'probe',
        probe,
        ...call(ms, 2, instance),
        ...(down ? { outcome: 'info', code } : {}),
      });
    }
    return this;
  }

  /** A health poll every 50 ms: ready, but for the time given. */
  health(
    instance: string,
    [fromMs, toMs]: readonly [number, number] = [0, 0],
    said: boolean | null = false,
  ): this {
    for (let ms = 12; ms < this.endMs; ms += 50) {
      const ready = ms >= fromMs && ms < toMs ? said : true;
      this.tell('watch', ms, { kind: 'health', ...call(ms, 1, instance), ready });
    }
    return this;
  }

  /** The whole history in judging order, each record with its file. */
  records(alter: Alter = (record) => record): readonly (readonly [HistoryFile, HistoryRecord])[] {
    const lines: { file: HistoryFile; ms: number; record: HistoryRecord; scene: Scene }[] = this.#own.map(
      (each) => ({ ...each, scene: { file: each.file } }),
    );
    for (const [phase, ms] of [
      ['setup', 0],
      ['load', 1],
      ['final', this.endMs],
      ['end', this.endMs + 500],
    ] as const)
      lines.push({
        file: 'runner',
        ms,
        record: { kind: 'phase', phase, atMicros: ms * 1000 },
        scene: { file: 'runner' },
      });
    let stream = 1;
    const add = (scene: Scene, all: readonly { ms: number; record: HistoryRecord }[]): void => {
      for (const each of all) lines.push({ file: scene.file, ...each, scene });
    };
    this.plan.members.forEach((each, member) => {
      if (!each.enabled) return;
      for (const { name } of this.plan.nodes) {
        const live = { observer: 'live', instance: name, member } as const;
        add({ file: member === 0 ? 'watch' : 'load', ...live }, this.#live(stream++, name, member));
        for (const observer of ['first', 'second'] as const)
          add(
            { file: observer, observer, instance: name, member },
            this.#final(stream++, observer, name, member),
          );
      }
    });
    const told: (readonly [HistoryFile, HistoryRecord])[] = [];
    for (const file of historyFiles) {
      const sorted = lines.filter((line) => line.file === file).sort((a, b) => a.ms - b.ms);
      for (const { record, scene } of sorted) {
        const altered = alter(record, scene);
        if (altered === undefined) continue;
        for (const one of Array.isArray(altered) ? altered : [altered]) told.push([file, one]);
      }
    }
    return told;
  }

  /** The events of a member, in order, as records of a stream. */
  #eventsOf(member: number, stream: number): (EventRecord & { ms: number })[] {
    let previous: number | null = null;
    const found: (EventRecord & { ms: number })[] = [];
    for (const each of [...this.#happenings].sort((a, b) => a.ms - b.ms)) {
      const send = this.#sends.get(each.id);
      if (send === undefined) continue;
      const mine = send.member === member;
      const theirs = send.envelopes
        .map((envelope, index) => ({ envelope, index }))
        .filter(({ envelope }) => envelope.to.includes(member) && each.type === 'deliver');
      if (!mine && theirs.length === 0) continue;
      found.push({
        kind: 'event',
        stream,
        atMicros: (each.ms + 2) * 1000,
        timestampMicros: at(each.ms),
        previousMicros: previous,
        type: each.type,
        id: each.id,
        sender: send.member,
        receipt: mine,
        ...(each.code === undefined ? {} : { code: each.code }),
        envelopes: theirs.map(({ envelope, index }) => ({
          id: each.id,
          index,
          bytes: envelope.bytes,
          digest: envelope.digest,
        })),
        ms: each.ms,
      });
      previous = at(each.ms);
    }
    return found;
  }

  #live(stream: number, instance: string, member: number): { ms: number; record: HistoryRecord }[] {
    const lines: { ms: number; record: HistoryRecord }[] = [
      { ms: 0, record: this.#open(stream, 'live', instance, member, 0) },
    ];
    for (const { ms, ...record } of this.#eventsOf(member, stream)) lines.push({ ms: ms + 2, record });
    for (let ms = 100; ms < this.endMs; ms += 100)
      lines.push({
        ms: ms + 3,
        record: { kind: 'proof', stream, atMicros: (ms + 3) * 1000, upToMicros: at(ms) },
      });
    const ms = this.endMs;
    lines.push({ ms, record: { kind: 'close', stream, atMicros: ms * 1000, complete: false } });
    return lines;
  }

  #final(
    stream: number,
    observer: 'first' | 'second',
    instance: string,
    member: number,
  ): { ms: number; record: HistoryRecord }[] {
    const ms = this.endMs + 100;
    const events = this.#eventsOf(member, stream).map(({ ms: _shownMs, ...record }) => ({
      ms: ms + 1,
      record: { ...record, atMicros: (ms + 1) * 1000 },
    }));
    return [
      { ms, record: this.#open(stream, observer, instance, member, ms) },
      ...events,
      { ms: ms + 2, record: { kind: 'close', stream, atMicros: (ms + 2) * 1000, complete: true } },
    ];
  }

  #open(
    stream: number,
    observer: 'live' | 'first' | 'second',
    instance: string,
    member: number,
    ms: number,
  ): HistoryRecord {
    return {
      kind: 'open',
      stream,
      observer,
      client: observer === 'live' ? 'load' : observer,
      site: instance.slice(0, 1),
      instance,
      member,
      fromMicros: null,
      atMicros: ms * 1000,
    };
  }
}

/** Common fields of a call. */
export function call(ms: number, tookMs: number, instance = 'a-1') {
  return {
    client: 'load',
    site: instance.slice(0, 1),
    instance,
    servedBy: instance,
    dueMicros: ms * 1000,
    sentMicros: ms * 1000,
    doneMicros: (ms + tookMs) * 1000,
    outcome: 'ok' as const,
  };
}

/** What one guarantee finds in a story. */
export function examine(guarantee: Guarantee, story: Told, alter?: Alter): Finding {
  const court = openCourt(story.plan);
  const checker = guarantee.check(court.context);
  court.admit(guarantee.id, () => checker.on);
  let before = '';
  let line = 0;
  for (const [file, record] of story.records(alter)) {
    line = file === before ? line + 1 : 1;
    if (file !== before) court.openFile(file);
    before = file;
    court.hear(record, line);
  }
  if (court.collapses[0] !== undefined) throw new Error(court.collapses[0].words);
  return checker.finish();
}
