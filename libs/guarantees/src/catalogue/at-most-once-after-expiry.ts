import { events as eventsOf } from '../evidence/events.ts';
import { sends as sendsOf } from '../evidence/sends.ts';
import type { Attempt } from '../evidence/sends.ts';
import type { Guarantee } from '../guarantee.ts';
import { Witnesses } from '../witnesses.ts';

/**
 * Of the first send of an id and the retries made after *observed* expiry at most one becomes an event. Sends of an id before
 * expiry may each become one, or more: that is legal, and counted. Attempts are put into rounds (a round ends when the sender has
 * observed sequenced time reach every max-sequencing-time of it); events are put into rounds by their timestamps. Convicts DM-06, DM-10, DM-16
 * and a subject whose proofs run ahead of what it still delivers.
 */
const guarantee: Guarantee = {
  id: 'at-most-once-after-expiry',
  title: 'A retry after observed expiry never doubles',
  text: 'Once a client observed sequenced time reach max-sequencing-time without an event, the request is dead: it and all retries made that way yield at most one event. Before expiry two deliveries are legal.',
  source: { document: 'facts/domain.md', heading: 'Time, expiry and safe retry' },
  rules: ['DG-13', 'DG-11'],
  level: 'MUST',
  kind: 'safety',
  system: 'sequencer',
  needs: ['time-proofs'],
  exercisedBy: ['kill', 'pause-long', 'site-dark', 'database-stalled'],
  check(context) {
    const sends = context.evidence(sendsOf);
    const events = context.evidence(eventsOf);
    const witnesses = new Witnesses(context);
    return {
      on: {},
      finish() {
        const positions = new Map<number, Map<number, number>>();
        for (const id of sends.retried()) positions.set(id, new Map());
        for (let slot = 0; slot < events.count; slot += 1)
          positions.get(events.id[slot] as number)?.set(events.timestamp[slot] as number, slot);

        let retries = 0;
        let duplicates = 0;
        for (const [id, found] of positions) {
          const rounds = roundsOf(sends.attemptsOf(id) ?? []);
          retries += rounds.length - 1;
          const timestamps = [...found.keys()].sort((a, b) => a - b);
          duplicates += Math.max(0, timestamps.length - 1);
          if (rounds.length < 2) continue;
          const hit = new Map<number, number>();
          for (const timestamp of timestamps) {
            const round = rounds.findIndex((each) => timestamp <= each.untilMicros);
            if (round >= 0 && !hit.has(round)) hit.set(round, timestamp);
          }
          if (hit.size < 2) continue;
          const [[, first], [again, second]] = [...hit] as [[number, number], [number, number]];
          witnesses.add(
            () =>
              `Message ${id} was sent again only after its sender had observed ${rounds[again]?.observedMicros}, at or past the max-sequencing-time ${rounds[again - 1]?.untilMicros} of what was sent before; yet it stands in the history twice, at ${first} and at ${second}.`,
            [rounds[again]?.place ?? 0, found.get(first) ?? 0, found.get(second) ?? 0].map((each, index) =>
              index === 0 ? each : (events.place[each] as number),
            ),
            events.firstAt[found.get(second) ?? 0],
          );
        }
        return witnesses.finding(retries, 'retries after observed expiry', {
          duplicatesBeforeExpiry: duplicates - witnesses.violations,
        });
      },
    };
  },
};
export default guarantee;

interface Round {
  untilMicros: number;
  readonly observedMicros: number;
  readonly place: number;
}

/** A retry opens a new round if its sender had observed everything before it expire; attempts that certainly failed count for nothing. */
function roundsOf(attempts: readonly Attempt[]): readonly Round[] {
  const rounds: Round[] = [];
  for (const { failed, maxMicros, observedMicros, place } of attempts) {
    if (failed) continue;
    const last = rounds.at(-1);
    if (last === undefined || (observedMicros >= last.untilMicros && observedMicros > 0))
      rounds.push({ untilMicros: maxMicros, observedMicros, place });
    else last.untilMicros = Math.max(last.untilMicros, maxMicros);
  }
  return rounds;
}
