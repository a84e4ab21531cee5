import { events as eventsOf } from '../evidence/events.ts';
import { sends as sendsOf } from '../evidence/sends.ts';
import { shown as shownOf } from '../evidence/shown.ts';
import type { Guarantee } from '../guarantee.ts';
import { runTime } from '../words.ts';
import { Witnesses } from '../witnesses.ts';

/**
 * A send made after some timestamp was shown to anybody, as an event, a time proof or an acknowledgement, is sequenced above it:
 * what was shown lies at or below the safe watermark, and nothing new may be written there, by a node that just recovered
 * least of all. "Before" is taken with 4 ms of margin. Convicts DM-03, DM-12, DM-14, DM-02.
 */
const guarantee: Guarantee = {
  id: 'later-than-seen',
  title: 'New events are later than anything shown',
  text: 'An event of a send made after a timestamp was shown to any reader lies above that timestamp; the first events after a recovery above all.',
  source: { document: 'facts/domain.md', heading: 'The rules in twenty lines' },
  rules: ['DG-09', 'DG-08', 'DG-05', 'DG-01'],
  level: 'MUST',
  kind: 'safety',
  system: 'sequencer',
  needs: [],
  exercisedBy: ['kill', 'restart', 'clock-back', 'clock-wrong-at-start', 'kill-all-nodes'],
  check(context) {
    const sends = context.evidence(sendsOf);
    const events = context.evidence(eventsOf);
    const shown = context.evidence(shownOf);
    const witnesses = new Witnesses(context);
    return {
      on: {},
      finish() {
        for (let slot = 0; slot < events.count; slot += 1) {
          const id = events.id[slot] as number;
          if (!sends.known(id)) continue;
          const sent = sends.firstSent[id] as number;
          const before = shown.before(sent);
          if ((events.timestamp[slot] as number) > before) continue;
          witnesses.add(
            () =>
              `Message ${id} was sent at ${runTime(sent)}, after ${before} had been shown; it was sequenced at ${events.timestamp[slot]}, ${before - (events.timestamp[slot] as number)} µs below.`,
            [shown.placeBefore(sent), sends.place[id] as number, events.place[slot] as number],
            sent,
          );
        }
        return witnesses.finding(events.count, 'events by member');
      },
    };
  },
};
export default guarantee;
