import { events as eventsOf } from '../evidence/events.ts';
import { sends as sendsOf } from '../evidence/sends.ts';
import type { Guarantee } from '../guarantee.ts';
import { memberName, messageName } from '../words.ts';
import { Witnesses } from '../witnesses.ts';

const delivered = 1;
const rejected = 2;

/**
 * A request ends as a delivery, as an error event to its sender alone, or in silence: never as two of these. An error event shows nothing
 * to others and carries no content; others may be shown an empty batch at its timestamp (the original does so). A request
 * sent twice before expiry may end twice, so only ids with one attempt are held to one ending.
 */
const guarantee: Guarantee = {
  id: 'one-ending',
  title: 'A request ends in one way only',
  text: 'An accepted send ends as one event, or as an error event to the sender alone, or as silence: never as both, and never as an error that somebody else sees.',
  source: { document: 'facts/domain.md', heading: 'What a reply to a send means' },
  rules: ['DG-11'],
  level: 'MUST',
  kind: 'safety',
  system: 'sequencer',
  needs: [],
  exercisedBy: ['kill', 'pause-long', 'database-failover'],
  check(context) {
    const sends = context.evidence(sendsOf);
    const events = context.evidence(eventsOf);
    const witnesses = new Witnesses(context);
    return {
      on: {
        event(record) {
          const { stream } = events;
          if (record.type !== 'error' || stream === undefined || (!events.fresh && !events.varied)) return;
          if (record.sender !== stream.open.member)
            witnesses.add(
              () =>
                `${memberName(context, stream.open.member)} was shown the error event of ${messageName(record.id)} at ${record.timestampMicros}, which is for its sender ${memberName(context, record.sender)} alone.`,
              [context.place()],
              record.atMicros,
            );
          if (record.envelopes.length > 0)
            witnesses.add(
              () =>
                `The error event of ${messageName(record.id)} at ${record.timestampMicros} carries content.`,
              [context.place()],
              record.atMicros,
            );
        },
      },
      finish() {
        const endings = new Uint8Array(sends.end);
        let checked = 0;
        for (let slot = 0; slot < events.count; slot += 1) {
          const id = events.id[slot] as number;
          if (!sends.known(id)) continue;
          checked += 1;
          const empty = ((events.flags[slot] as number) & 8) === 0;
          // An empty batch beside the sender's error is no delivery.
          if (!events.isError(slot) && empty && events.member[slot] !== sends.member[id]) continue;
          const before = endings[id] as number;
          endings[id] = before | (events.isError(slot) ? rejected : delivered);
          if (before === endings[id] || endings[id] !== (delivered | rejected)) continue;
          // With a topology timestamp the first try may be too early and another, by a gateway, not.
          if ((sends.attempts[id] as number) > 1 || (sends.topology[id] as number) >= 0) continue;
          witnesses.add(
            () =>
              `Message ${id}, sent once, ended both as a delivery and as an error event; the second of the two stands at ${events.timestamp[slot]}.`,
            [sends.place[id] as number, events.place[slot] as number],
            events.firstAt[slot],
          );
        }
        return witnesses.finding(checked, 'events by member');
      },
    };
  },
};
export default guarantee;
