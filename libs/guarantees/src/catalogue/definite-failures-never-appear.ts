import { events as eventsOf } from '../evidence/events.ts';
import { sends as sendsOf } from '../evidence/sends.ts';
import type { Guarantee } from '../guarantee.ts';
import { Witnesses } from '../witnesses.ts';

/**
 * A send answered with a definite error left no event. Judged by attempts: an event is legal as long as some attempt that
 * may have happened allows its timestamp. Convicts a subject, or gateway, that says "nothing was taken" of what it took.
 */
const guarantee: Guarantee = {
  id: 'definite-failures-never-appear',
  title: 'What was definitely refused never appears',
  text: 'A send that was refused with an error that the table calls definite is not sequenced, then or later: no reader is ever shown an event of it.',
  source: { document: 'facts/domain.md', heading: 'What a reply to a send means' },
  rules: ['DG-11'],
  level: 'MUST',
  kind: 'safety',
  system: 'sequencer',
  needs: [],
  exercisedBy: ['kill', 'stop-graceful', 'restart', 'database-restart', 'link-cut'],
  check(context) {
    const sends = context.evidence(sendsOf);
    const events = context.evidence(eventsOf);
    const witnesses = new Witnesses(context);
    return {
      on: {},
      finish() {
        const refused = new Set<number>();
        for (let slot = 0; slot < events.count; slot += 1) {
          const id = events.id[slot] as number;
          if (!sends.known(id)) continue;
          const timestamp = events.timestamp[slot] as number;
          // Above every attempt's time at all: that is late, and expiry-respected says so.
          if (timestamp <= (sends.openMax[id] as number) || timestamp > (sends.anyMax[id] as number))
            continue;
          if (refused.has(id)) continue;
          refused.add(id);
          const attempts = sends.attempts[id] as number;
          witnesses.add(
            () =>
              `Message ${id} was refused for certain${attempts > 1 ? ` in every attempt that could have been sequenced at ${timestamp}` : ''}, yet its event stands at ${timestamp}.`,
            [sends.place[id] as number, events.place[slot] as number],
            events.firstAt[slot] as number,
          );
        }
        let checked = 0;
        for (let id = 0; id < sends.end; id += 1)
          if (sends.known(id) && sends.openMax[id] === -1) checked += 1;
        return witnesses.finding(Math.max(checked, refused.size), 'sends that were definitely refused');
      },
    };
  },
};
export default guarantee;
