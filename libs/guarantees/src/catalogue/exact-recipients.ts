import { events as eventsOf } from '../evidence/events.ts';
import { sends as sendsOf } from '../evidence/sends.ts';
import type { Guarantee } from '../guarantee.ts';
import { memberName } from '../words.ts';
import { Witnesses } from '../witnesses.ts';

/** Nobody but the sender and those addressed is shown an event; a disabled member is shown none at all. Convicts leaks, after a recovery too (DC-07). */
const guarantee: Guarantee = {
  id: 'exact-recipients',
  title: 'Nobody sees what is not addressed to him',
  text: 'An event reaches exactly its sender and its recipients: no member sees what is not addressed to it, after a recovery too.',
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
    const disabled = context.capabilities.includes('disabled-members');
    return {
      on: {},
      finish() {
        let checked = 0;
        for (let slot = 0; slot < events.count; slot += 1) {
          const id = events.id[slot] as number;
          const member = events.member[slot] as number;
          const refused = disabled && context.members[member]?.enabled === false;
          if (!sends.known(id) && !refused) continue;
          checked += 1;
          if (!refused && (sends.member[id] === member || sends.envelopes.isRecipient(id, member))) continue;
          witnesses.add(
            () =>
              `${memberName(context, member)} was shown message ${id} at ${events.timestamp[slot]}; ${refused ? 'it is disabled' : `it is neither its sender (${memberName(context, sends.member[id] as number)}) nor addressed by it`}.`,
            [...(sends.known(id) ? [sends.place[id] as number] : []), events.place[slot] as number],
            events.firstAt[slot],
          );
        }
        return witnesses.finding(checked, 'events by member');
      },
    };
  },
};
export default guarantee;
