import type { EventRecord, HistoryRecord } from '@plimsoll/history/record';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { openCourt } from './court.ts';
import { guarantees } from './registry.ts';
import { Planted } from './synthetic/defect.ts';
import { smallSynthesis, synthesize } from './synthetic/synthesize.ts';
import { random } from '@plimsoll/history/random';

/** One subscription with everything on it: what the slow and obvious judges below look at. */
interface Whole {
  readonly live: boolean;
  readonly complete: boolean;
  readonly member: number;
  readonly fromMicros: number;
  readonly lines: readonly HistoryRecord[];
  readonly events: readonly EventRecord[];
}

function streamsOf(records: readonly HistoryRecord[]): readonly Whole[] {
  return records.flatMap((open) => {
    if (open.kind !== 'open') return [];
    const lines = records.filter((each) => 'stream' in each && each.stream === open.stream);
    return [
      {
        live: open.observer === 'live',
        complete: lines.some((each) => each.kind === 'close' && each.complete),
        member: open.member,
        fromMicros: open.fromMicros ?? -Infinity,
        lines,
        events: lines.filter((each): each is EventRecord => each.kind === 'event'),
      },
    ];
  });
}

const bytes = ({ timestampMicros, type, id, sender, receipt, code, envelopes }: EventRecord): string =>
  JSON.stringify([timestampMicros, type, id, sender, receipt, code, envelopes]);

/** Obvious judges: quadratic, no state, straight from the texts of the promises. True: broken. */
const obvious: Readonly<Record<string, (records: readonly HistoryRecord[]) => boolean>> = {
  'same-history': (records) => {
    const streams = streamsOf(records);
    return streams.some((one) =>
      streams.some((other) => {
        if (one.member !== other.member) return false;
        // Each stream is compared with the other where both have been: from event to event, in order.
        const times = other.events.map((event) => event.timestampMicros);
        // A final reading has been where it began; where a live stream had to begin is another guarantee's.
        const low = other.live ? Math.min(...times) : other.fromMicros;
        const high = Math.max(...times);
        return one.events.some(
          (event) =>
            event.timestampMicros >= low &&
            event.timestampMicros <= high &&
            !other.events.some((each) => bytes(each) === bytes(event)),
        );
      }),
    );
  },
  'no-retraction': (records) => {
    const streams = streamsOf(records);
    const finals = streams.filter((stream) => !stream.live && stream.complete);
    return streams
      .filter((stream) => stream.live)
      .some((live) =>
        live.events.some((event) =>
          finals.some(
            (final) =>
              final.member === live.member &&
              event.timestampMicros <= Math.max(...final.events.map((each) => each.timestampMicros)) &&
              !final.events.some((each) => each.timestampMicros === event.timestampMicros),
          ),
        ),
      );
  },
  'no-late-insert': (records) => {
    const streams = streamsOf(records);
    return streams.some((stream) =>
      stream.lines.some((proof, index) => {
        if (proof.kind !== 'proof') return false;
        const before = stream.lines
          .slice(0, index)
          .flatMap((each) => (each.kind === 'event' ? [each.timestampMicros] : []));
        // Whatever anybody was ever shown at or below the proof had been shown here before it.
        return streams.some(
          (other) =>
            other.member === stream.member &&
            other.events.some(
              ({ timestampMicros }) =>
                timestampMicros <= proof.upToMicros &&
                timestampMicros >= stream.fromMicros &&
                timestampMicros > Math.max(-Infinity, ...before),
            ),
        );
      }),
    );
  },
  'timestamps-ascend': (records) =>
    streamsOf(records).some(({ events }) =>
      events.some(
        (event, index) => index > 0 && event.timestampMicros <= (events[index - 1]?.timestampMicros ?? 0),
      ),
    ),
  'no-acknowledged-send-lost': (records) => {
    const finals = streamsOf(records).filter((stream) => !stream.live && stream.complete);
    return records.some(
      (send) =>
        send.kind === 'send' &&
        send.status === 'sequenced' &&
        finals.some(
          (final) =>
            (final.member === send.member ||
              send.envelopes.some((envelope) => envelope.to.includes(final.member))) &&
            !final.events.some(
              (event) => event.timestampMicros === send.timestampMicros && event.id === send.id,
            ),
        ),
    );
  },
};

function fast(
  id: string,
  records: readonly HistoryRecord[],
  files: readonly string[],
  seed: string,
): boolean {
  const guarantee = guarantees.find((each) => each.id === id);
  if (guarantee === undefined) throw new Error(id);
  const court = openCourt(synthesize({ ...small, seed }).plan);
  const checker = guarantee.check(court.context);
  court.admit(id, () => checker.on);
  let file = '';
  records.forEach((record, index) => {
    if (files[index] !== file) court.openFile((file = files[index] ?? ''));
    court.hear(record, index);
  });
  return checker.finish().verdict === 'FAIL';
}

const small = {
  ...smallSynthesis,
  sends: 60,
  ratePerSecond: 20,
  members: 2,
  kills: 0,
  oddity: 0,
  gateways: 0,
};

/** Random damage to what readers were shown; any of it may break any promise, or none. */
const damage: readonly ((history: Planted) => void)[] = [
  () => undefined,
  (history) => {
    const one = history.pick('event');
    history.drop('event', (event) => event === one);
  },
  (history) => {
    const one = history.pick('event');
    history.drop('event', (event) => event.timestampMicros === one.timestampMicros);
  },
  (history) => {
    const one = history.pick('event');
    history.drop(
      'event',
      (event) => event.id === one.id && history.memberOf(event) === history.memberOf(one),
    );
  },
  (history) => {
    const one = history.pick('event');
    history.change(
      'event',
      (event) => event === one,
      (event) => ({ ...event, sender: 1 - event.sender }),
    );
  },
  (history) => {
    const one = history.pick('event');
    history.change(
      'event',
      (event) => event === one,
      (event) => [event, event],
    );
  },
  (history) => {
    const one = history.pick('proof');
    history.change(
      'proof',
      (proof) => proof === one,
      (proof) => ({ ...proof, upToMicros: proof.upToMicros + 2e5 }),
    );
  },
  (history) => {
    const finals = history.finals();
    const one = history.pick('event', (event) => finals.has(event.stream));
    history.drop('event', (event) => event.id === one.id && finals.has(event.stream));
  },
  (history) => {
    const one = history.pick('send', (send) => send.status === 'sequenced');
    history.change(
      'send',
      (send) => send === one,
      (send) => ({ ...send, timestampMicros: Number(send.timestampMicros) + 1 }),
    );
  },
];

test.each(Object.keys(obvious))(
  '%s finds what the slow obvious judge finds, and nothing else',
  (id) => {
    let broken = 0;
    fc.assert(
      fc.property(fc.nat(1e6), (number) => {
        const seed = String(number);
        const legal = [...synthesize({ ...small, seed }).records()];
        for (const harm of damage) {
          const history = new Planted(legal, random(seed, 'damage'));
          harm(history);
          const records = history.lines.map(([, record]) => record);
          const files = history.lines.map(([file]) => file);
          const slow = obvious[id]?.(records) ?? false;
          if (slow) broken += 1;
          expect(fast(id, records, files, seed)).toBe(slow);
        }
      }),
      { numRuns: 8 },
    );
    // A property that never sees red shows nothing.
    expect(broken).toBeGreaterThan(0);
  },
  120_000,
);
