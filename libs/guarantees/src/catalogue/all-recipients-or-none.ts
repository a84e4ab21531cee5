import { events as eventsOf } from '../evidence/events.ts';
import { mustShow } from '../evidence/streams.ts';
import { pruning } from '../evidence/pruning.ts';
import { sends as sendsOf } from '../evidence/sends.ts';
import type { Guarantee } from '../guarantee.ts';
import { memberName } from '../words.ts';
import { Witnesses } from '../witnesses.ts';

/**
 * A request that is sequenced reaches its sender and every recipient at the same timestamp, or nobody. Members whose stream was not
 * read to its end, and disabled ones, are left out. Convicts DM-01 (a swallowed collision), DM-17, DM-19.
 */
const guarantee: Guarantee = {
  id: 'all-recipients-or-none',
  title: 'One request reaches all recipients or none',
  text: 'Every request that is sequenced gets one timestamp; the event reaches the sender and every recipient at it, or none of them.',
  source: { document: 'facts/domain.md', heading: 'What a reply to a send means' },
  rules: ['DG-11', 'DG-01'],
  level: 'MUST',
  kind: 'safety',
  system: 'sequencer',
  needs: [],
  exercisedBy: ['kill', 'pause-long', 'restart-storm', 'site-dark'],
  check(context) {
    const sends = context.evidence(sendsOf);
    const events = context.evidence(eventsOf);
    const prune = context.evidence(pruning);
    const witnesses = new Witnesses(context);
    return {
      on: {},
      finish() {
        const limit = prune.limit();
        const readings = context.members.map((_, member) => events.streams.readingsOf(member));
        let checked = 0;
        for (let slot = 0; slot < events.count; slot += 1) {
          const id = events.id[slot] as number;
          const timestamp = events.timestamp[slot] as number;
          if (!sends.known(id) || events.isError(slot)) continue;
          // Once for each event: where its timestamp was seen first.
          if (events.head(timestamp) !== slot) continue;
          if (sends.stranger[id] === 1 || (sends.topology[id] as number) > timestamp) continue;
          checked += 1;
          for (let member = 0; member < readings.length; member += 1) {
            if (sends.member[id] !== member && !sends.envelopes.isRecipient(id, member)) continue;
            const found = events.find(timestamp, member);
            if (found >= 0 && events.id[found] === id) continue;
            if (!readings[member]?.some((reading) => mustShow(reading, timestamp, limit))) continue;
            witnesses.add(
              () =>
                `Message ${id} stands at ${timestamp} for ${memberName(context, events.member[slot] as number)}; ${memberName(context, member)}, ${sends.member[id] === member ? 'its sender' : 'a recipient of it'}, was never shown it there, on any node.`,
              [sends.place[id] as number, events.place[slot] as number],
              events.firstAt[slot],
            );
          }
        }
        return witnesses.finding(checked, 'events');
      },
    };
  },
};
export default guarantee;
