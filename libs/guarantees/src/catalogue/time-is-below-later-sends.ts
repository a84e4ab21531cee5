import { events as eventsOf } from '../evidence/events.ts';
import { sends as sendsOf } from '../evidence/sends.ts';
import type { Guarantee } from '../guarantee.ts';
import { HighestBefore } from '../highest-before.ts';
import { runTime } from '../words.ts';
import { Witnesses } from '../witnesses.ts';

/** What `GET /v1/time` returns lies below every event of a send made after the reply, at any node. An empty answer is legal. */
const guarantee: Guarantee = {
  id: 'time-is-below-later-sends',
  title: 'The time told is below every later send',
  text: 'Asked for the time, a sequencer returns one such that a send made afterwards, if sequenced, gets a later timestamp.',
  source: { document: 'facts/domain.md', heading: 'Time, expiry and safe retry' },
  rules: ['DG-13', 'DG-09'],
  level: 'MUST',
  kind: 'safety',
  system: 'sequencer',
  needs: ['time'],
  exercisedBy: ['kill', 'clock-forward', 'clock-back'],
  check(context) {
    const sends = context.evidence(sendsOf);
    const events = context.evidence(eventsOf);
    const witnesses = new Witnesses(context);
    const told = new HighestBefore();
    return {
      on: {
        time(record) {
          if (record.outcome !== 'ok' || typeof record.timeMicros !== 'number') return;
          told.add(record.doneMicros, record.timeMicros, context.place());
        },
      },
      finish() {
        for (let slot = 0; told.size > 0 && slot < events.count; slot += 1) {
          const id = events.id[slot] as number;
          if (!sends.known(id)) continue;
          const before = told.before(sends.firstSent[id] as number);
          if (before === undefined || (events.timestamp[slot] as number) > before.value) continue;
          witnesses.add(
            () =>
              `The time was told as ${before.value}; message ${id}, sent after that at ${runTime(sends.firstSent[id] as number)}, was sequenced at ${events.timestamp[slot]}.`,
            [before.place, sends.place[id] as number, events.place[slot] as number],
            sends.firstSent[id],
          );
        }
        return witnesses.finding(told.size, 'answers to "what time is it"');
      },
    };
  },
};
export default guarantee;
