import { events as eventsOf } from '../evidence/events.ts';
import type { Guarantee } from '../guarantee.ts';
import { eventName, memberName } from '../words.ts';
import { Witnesses } from '../witnesses.ts';

/** On every stream timestamps rise strictly and are whole, positive microseconds. Convicts DM-03, DM-13 and anything that delivers out of order. */
const guarantee: Guarantee = {
  id: 'timestamps-ascend',
  title: 'A stream only goes forward',
  text: 'Events of a member arrive in timestamp order, strictly increasing, on every subscription; a cursor never moves backwards.',
  source: { document: 'facts/domain.md', heading: 'Subscription' },
  rules: ['DG-01', 'DG-10'],
  level: 'MUST',
  kind: 'safety',
  system: 'sequencer',
  needs: [],
  exercisedBy: ['kill', 'clock-back', 'pause-long'],
  check(context) {
    const events = context.evidence(eventsOf);
    const witnesses = new Witnesses(context);
    return {
      on: {
        event(record) {
          const { before, stream } = events;
          const timestamp = record.timestampMicros;
          if (!Number.isSafeInteger(timestamp) || timestamp <= 0) {
            witnesses.add(() => `${timestamp} is no timestamp.`, [context.place()], record.atMicros);
            return;
          }
          if (stream === undefined || before < 0 || timestamp > (events.timestamp[before] as number)) return;
          witnesses.add(
            () =>
              `${stream.open.instance} showed ${memberName(context, stream.open.member)} ${eventName(events, before)} and after it, on the same subscription, ${eventName(events, events.slot)}.`,
            [events.place[before] as number, context.place()],
            record.atMicros,
          );
        },
      },
      finish: () => witnesses.finding(events.records, 'events shown'),
    };
  },
};
export default guarantee;
