import { events as eventsOf } from '../evidence/events.ts';
import { sends as sendsOf } from '../evidence/sends.ts';
import type { Guarantee } from '../guarantee.ts';
import { messageName } from '../words.ts';
import { Witnesses } from '../witnesses.ts';

/**
 * One timestamp, one event: whoever is shown an event at a timestamp, and whoever is answered with it, it is the same request. An answer
 * whose event was swallowed by a collision counts too. Convicts DM-01, DM-02.
 */
const guarantee: Guarantee = {
  id: 'timestamps-unique',
  title: 'One timestamp, one event',
  text: 'A timestamp belongs to one event in the whole domain: no two requests are ever shown, or answered, at the same one.',
  source: { document: 'facts/domain.md', heading: 'Timestamps and the index' },
  rules: ['DG-01', 'DG-02'],
  level: 'MUST',
  kind: 'safety',
  system: 'sequencer',
  needs: [],
  exercisedBy: ['kill', 'restart-storm', 'clock-back'],
  check(context) {
    const events = context.evidence(eventsOf);
    const sends = context.evidence(sendsOf);
    const witnesses = new Witnesses(context);
    return {
      on: {
        event(record) {
          const { slot } = events;
          if (slot < 0 || (!events.fresh && !events.varied)) return;
          const head = events.head(record.timestampMicros);
          const other = events.varied ? slot : head;
          if (other === slot && !events.varied) return;
          if (events.id[other] === record.id && events.sender[other] === record.sender) return;
          witnesses.add(
            () =>
              `At ${record.timestampMicros} stands ${messageName(events.id[other] as number)}, and also ${messageName(record.id)}: two events, one timestamp.`,
            [events.place[other] as number, context.place()],
            record.atMicros,
          );
        },
      },
      finish() {
        const sorted = [...sends.answers].sort((a, b) => a.timestampMicros - b.timestampMicros);
        sorted.forEach((answer, index) => {
          const before = sorted[index - 1];
          if (before?.timestampMicros !== answer.timestampMicros || before.id === answer.id) return;
          witnesses.add(
            () =>
              `Messages ${before.id} and ${answer.id} were both answered "${answer.status} at ${answer.timestampMicros}".`,
            [before.place, answer.place],
            answer.doneMicros,
          );
        });
        return witnesses.finding(events.count, 'events by member');
      },
    };
  },
};
export default guarantee;
