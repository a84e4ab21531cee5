import type { EventRecord } from '@plimsoll/history/record';
import { events as eventsOf } from '../evidence/events.ts';
import { sends as sendsOf } from '../evidence/sends.ts';
import type { Guarantee } from '../guarantee.ts';
import { memberName } from '../words.ts';
import { Witnesses } from '../witnesses.ts';

interface Waiting {
  readonly record: EventRecord;
  readonly member: number;
  readonly place: number;
}

/**
 * A member gets exactly the envelopes addressed to it, in the request's order, every byte as sent, and nothing of another
 * request. Each event is compared once for each member; that all readers see the same is another guarantee's. Convicts DM-02
 * (content bound to another node's event).
 */
const guarantee: Guarantee = {
  id: 'content-as-sent',
  title: 'Content arrives as sent',
  text: "A member gets only the envelopes addressed to it, all of a request's in one event, in its order, with the content as sent; no event ever carries another request's content.",
  source: { document: 'facts/domain.md', heading: 'What a request carries' },
  rules: ['DG-11', 'DG-02'],
  level: 'MUST',
  kind: 'safety',
  system: 'sequencer',
  needs: [],
  exercisedBy: ['kill', 'pause-long', 'database-connection-lost', 'database-reset'],
  check(context) {
    const sends = context.evidence(sendsOf);
    const events = context.evidence(eventsOf);
    const witnesses = new Witnesses(context);
    /** Events that were shown before their send's reply was recorded: as many as there are sends in flight. */
    const waiting = new Map<number, Waiting[]>();
    let checked = 0;
    return {
      on: {
        send(record) {
          const list = waiting.get(record.id);
          if (list === undefined) return;
          waiting.delete(record.id);
          for (const each of list) compare(each.record, each.member, each.place);
        },
        event(record) {
          const { stream } = events;
          if (stream === undefined || record.id < 0 || (!events.fresh && !events.varied)) return;
          const { member } = stream.open;
          if (sends.known(record.id)) compare(record, member, context.place());
          else {
            const list = waiting.get(record.id) ?? [];
            list.push({ record, member, place: context.place() });
            waiting.set(record.id, list);
          }
        },
      },
      finish: () => witnesses.finding(checked, 'events by member'),
    };

    function compare(record: EventRecord, member: number, place: number): void {
      // Error events have no content (one-ending); an empty batch may stand beside one.
      if (record.type === 'error') return;
      const { id } = record;
      checked += 1;
      const difference = sends.envelopes.difference(id, member, record.envelopes);
      if (difference === undefined) return;
      const besideError = sends.stranger[id] === 1 || (sends.topology[id] as number) > record.timestampMicros;
      if (besideError && record.envelopes.length === 0) return;
      witnesses.add(
        () =>
          `${memberName(context, member)} was shown message ${id} at ${record.timestampMicros}: ${difference}.`,
        [sends.place[id] as number, place],
        record.atMicros,
      );
    }
  },
};
export default guarantee;
