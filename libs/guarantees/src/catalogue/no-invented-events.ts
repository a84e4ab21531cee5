import { events as eventsOf } from '../evidence/events.ts';
import { sends as sendsOf } from '../evidence/sends.ts';
import type { Guarantee } from '../guarantee.ts';
import { memberName } from '../words.ts';
import { Witnesses } from '../witnesses.ts';

/** Every event is a send of ours, from the member that it names. What an intruder sent, or nobody, never appears. */
const guarantee: Guarantee = {
  id: 'no-invented-events',
  title: 'Every event was sent by the member it names',
  text: 'No reader is shown an event that nobody sent, that was refused to an outsider, or that names another sender than the one who sent it.',
  source: { document: 'facts/domain.md', heading: 'What a request carries' },
  rules: ['DG-11'],
  level: 'MUST',
  kind: 'safety',
  system: 'sequencer',
  needs: [],
  exercisedBy: ['kill', 'restart-storm', 'database-failover'],
  check(context) {
    const sends = context.evidence(sendsOf);
    const events = context.evidence(eventsOf);
    const witnesses = new Witnesses(context);
    return {
      on: {},
      finish() {
        for (let slot = 0; slot < events.count; slot += 1) {
          const id = events.id[slot] as number;
          const sender = events.sender[slot] as number;
          if (sends.known(id) && sends.member[id] === sender) continue;
          const member = memberName(context, events.member[slot] as number);
          const timestamp = events.timestamp[slot] as number;
          witnesses.add(
            () =>
              sends.known(id)
                ? `${member} was shown message ${id} at ${timestamp} as sent by ${memberName(context, sender)}; ${memberName(context, sends.member[id] as number)} sent it.`
                : `${member} was shown an event at ${timestamp} that ${id < 0 ? 'carries no message of ours' : `claims to be message ${id}, which nobody sent`}.`,
            [...(sends.known(id) ? [sends.place[id] as number] : []), events.place[slot] as number],
            events.firstAt[slot],
          );
        }
        return witnesses.finding(events.count, 'events by member');
      },
    };
  },
};
export default guarantee;
