import { events as eventsOf } from '../evidence/events.ts';
import { sends as sendsOf } from '../evidence/sends.ts';
import type { Guarantee } from '../guarantee.ts';
import { memberName } from '../words.ts';
import { Witnesses } from '../witnesses.ts';

/** The sender's copy of an event names its message id; nobody else's does. That the sender gets a copy at all is all-recipients-or-none's. */
const guarantee: Guarantee = {
  id: 'receipt-to-sender',
  title: 'The sender gets its receipt',
  text: 'For every sequenced request the sender gets an event with its message id, whether it is a recipient or not; the message id is shown to nobody else.',
  source: { document: 'facts/domain.md', heading: 'What a reply to a send means' },
  rules: ['DG-11'],
  level: 'MUST',
  kind: 'safety',
  system: 'sequencer',
  needs: [],
  exercisedBy: ['kill', 'restart'],
  check(context) {
    const sends = context.evidence(sendsOf);
    const events = context.evidence(eventsOf);
    const witnesses = new Witnesses(context);
    return {
      on: {},
      finish() {
        let checked = 0;
        for (let slot = 0; slot < events.count; slot += 1) {
          const id = events.id[slot] as number;
          if (!sends.known(id)) continue;
          checked += 1;
          const member = events.member[slot] as number;
          const receipt = ((events.flags[slot] as number) & 4) !== 0;
          const sender = sends.member[id] === member;
          if (receipt === sender) continue;
          witnesses.add(
            () =>
              sender
                ? `${memberName(context, member)} sent message ${id}; its event at ${events.timestamp[slot]} came without the message id, so it is no receipt.`
                : `${memberName(context, member)}, who did not send message ${id}, was shown its message id at ${events.timestamp[slot]}.`,
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
