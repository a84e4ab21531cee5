import { events as eventsOf } from '../evidence/events.ts';
import { sends as sendsOf } from '../evidence/sends.ts';
import type { Guarantee } from '../guarantee.ts';
import { Witnesses } from '../witnesses.ts';

/**
 * No event, delivery or error, has a timestamp above the max-sequencing-time of the request; equality is legal. With several
 * attempts the latest time of all is what is allowed. An answer with such a timestamp counts too. Convicts DM-22.
 */
const guarantee: Guarantee = {
  id: 'expiry-respected',
  title: 'Nothing is sequenced after its time',
  text: "No event has a timestamp above its request's max-sequencing-time (equality allowed), judged when the timestamp is assigned.",
  source: { document: 'facts/domain.md', heading: 'Checks at sequencing time' },
  rules: ['DG-12'],
  level: 'MUST',
  kind: 'safety',
  system: 'sequencer',
  needs: [],
  exercisedBy: ['pause-short', 'pause-long', 'database-stalled', 'database-pause'],
  check(context) {
    const sends = context.evidence(sendsOf);
    const events = context.evidence(eventsOf);
    const witnesses = new Witnesses(context);
    return {
      on: {},
      finish() {
        let equal = 0;
        for (let slot = 0; slot < events.count; slot += 1) {
          const id = events.id[slot] as number;
          if (!sends.known(id)) continue;
          const timestamp = events.timestamp[slot] as number;
          const allowed = sends.anyMax[id] as number;
          if (timestamp === allowed) equal += 1;
          if (timestamp <= allowed) continue;
          witnesses.add(
            () =>
              `Message ${id} was not to be sequenced after ${allowed}; its event stands at ${timestamp}, ${timestamp - allowed} µs later.`,
            [sends.place[id] as number, events.place[slot] as number],
            events.firstAt[slot],
          );
        }
        for (const answer of sends.answers) {
          const allowed = sends.anyMax[answer.id] as number;
          if (answer.timestampMicros <= allowed) continue;
          witnesses.add(
            () =>
              `Message ${answer.id} was not to be sequenced after ${allowed}; it was answered "${answer.status} at ${answer.timestampMicros}".`,
            [answer.place],
            answer.doneMicros,
          );
        }
        return witnesses.finding(events.count, 'events by member', { atEquality: equal });
      },
    };
  },
};
export default guarantee;
