import { events as eventsOf } from '../evidence/events.ts';
import { pruning } from '../evidence/pruning.ts';
import type { Guarantee } from '../guarantee.ts';
import { HighestBefore } from '../highest-before.ts';
import { memberName } from '../words.ts';
import { Witnesses } from '../witnesses.ts';

/**
 * The lower bound never falls and never passes the slowest enabled member's acknowledgement; no position at or above that is refused
 * as pruned. That what a kept event needs stays is seen by no-acknowledged-send-lost, links-without-gap and content-as-sent,
 * which hold above the bound.
 */
const guarantee: Guarantee = {
  id: 'pruned-safely',
  title: 'Pruning never passes the slowest member',
  text: 'The lower bound only rises and never passes the lowest acknowledgement of the enabled members; nothing at or above it is ever refused as pruned.',
  source: { document: 'facts/domain.md', heading: 'Reader' },
  rules: ['DG-15'],
  level: 'MUST',
  kind: 'safety',
  system: 'sequencer',
  needs: [],
  exercisedBy: ['kill', 'restart', 'site-dead'],
  check(context) {
    const events = context.evidence(eventsOf);
    const prune = context.evidence(pruning);
    const witnesses = new Witnesses(context);
    const prunes = context.capabilities.includes('pruning');
    const refusals: { place: number; from: number; member: number; instance: string; at: number }[] = [];
    return {
      on: {
        note(record) {
          const { code, instance, member, fromMicros } = record.values;
          if (record.about !== 'subscribe-failed' || code !== 'EVENTS_UNAVAILABLE') return;
          // Without its position nothing can be said of a refusal, unless nothing may be pruned at all.
          if (fromMicros === undefined && prunes) return;
          refusals.push({
            place: context.place(),
            from: typeof fromMicros === 'number' ? fromMicros : -Infinity,
            member: Number(member),
            instance: String(instance),
            at: record.atMicros,
          });
        },
        close(record) {
          if (record.code !== 'EVENTS_UNAVAILABLE') return;
          const stream = events.streams.get(record.stream);
          if (stream === undefined) return;
          refusals.push({
            place: context.place(),
            from: stream.lastSlot < 0 ? stream.fromMicros : stream.lastMicros,
            member: stream.open.member,
            instance: stream.open.instance,
            at: record.atMicros,
          });
        },
      },
      finish() {
        const told = new HighestBefore();
        for (const bound of prune.bounds)
          if (bound.lowerMicros >= 0) told.add(bound.doneMicros, bound.lowerMicros, bound.place);
        let first = Infinity;
        for (let slot = 0; slot < events.count; slot += 1)
          first = Math.min(first, events.timestamp[slot] as number);
        for (const bound of prune.bounds) {
          const earlier = told.before(bound.sentMicros);
          if (earlier !== undefined && bound.lowerMicros < earlier.value)
            witnesses.add(
              () =>
                `The lower bound had been told as ${earlier.value}; later ${bound.instance} told ${bound.lowerMicros < 0 ? 'none' : bound.lowerMicros}.`,
              [earlier.place, bound.place],
              bound.doneMicros,
            );
          const slowest = prune.slowest(bound.doneMicros);
          // A bound below every event prunes nothing, whatever has been acknowledged.
          if (bound.lowerMicros > slowest && bound.lowerMicros > first)
            witnesses.add(
              () =>
                `${bound.instance} told a lower bound of ${bound.lowerMicros}; the slowest enabled member had acknowledged ${slowest === -Infinity ? 'nothing' : slowest}.`,
              [bound.place],
              bound.doneMicros,
            );
        }
        for (const refusal of refusals) {
          const slowest = prune.limit();
          // A position below the bound is refused rightly; from the beginning is below any bound.
          if (refusal.from < slowest || (refusal.from === -Infinity && slowest > -Infinity)) continue;
          witnesses.add(
            () =>
              `${refusal.instance} refused ${memberName(context, refusal.member)} the position ${refusal.from === -Infinity ? '"from the beginning"' : refusal.from} as pruned; ${slowest === -Infinity ? 'nothing may be pruned yet' : `pruning may reach ${slowest} at most`}.`,
            [refusal.place],
            refusal.at,
          );
        }
        return witnesses.finding(prune.bounds.length + refusals.length, 'statements about the lower bound');
      },
    };
  },
};
export default guarantee;
