import { events as eventsOf } from '../evidence/events.ts';
import { pruning } from '../evidence/pruning.ts';
import type { Guarantee } from '../guarantee.ts';
import { eventName, memberName } from '../words.ts';
import { Witnesses } from '../witnesses.ts';

/**
 * Every event names the member's event before it, as the union of all readers knows it, whoever delivers it and wherever the
 * stream began. A link may be missing only where the predecessor may be pruned. Convicts DM-26 and a subject that lost an event
 * but remembers it in the next one's link.
 */
const guarantee: Guarantee = {
  id: 'links-without-gap',
  title: 'Every event names its predecessor',
  text: "Each event names the timestamp of the member's previous event; the links have no gap, on any node, from any position.",
  source: { document: 'facts/domain.md', heading: 'Subscription' },
  rules: ['DG-14'],
  level: 'MUST',
  kind: 'safety',
  system: 'sequencer',
  needs: [],
  exercisedBy: ['kill', 'restart', 'pause-long', 'site-dark'],
  check(context) {
    const events = context.evidence(eventsOf);
    const prune = context.evidence(pruning);
    const witnesses = new Witnesses(context);
    /** Slots that were shown without a link, and where. */
    const without = new Map<number, number>();
    return {
      on: {
        event(record) {
          if (record.previousMicros !== null || events.slot < 0 || without.has(events.slot)) return;
          without.set(events.slot, context.place());
        },
      },
      finish() {
        const limit = prune.limit();
        for (const { slot, place, what } of events.variants) {
          if (what !== 'link') continue;
          witnesses.add(
            () => `${eventName(events, slot)} names two different predecessors on two streams.`,
            [events.place[slot] as number, place],
            events.firstAt[slot],
          );
        }
        context.members.forEach((_, member) => {
          const order = events.order(member);
          for (let at = 0; at < order.length; at += 1) {
            const slot = order[at] as number;
            const before = at === 0 ? -1 : (events.timestamp[order[at - 1] as number] as number);
            const named = events.previous[slot] as number;
            const lacking = without.get(slot);
            if (named !== -1 && named !== before && named > limit) {
              witnesses.add(
                () =>
                  `To ${memberName(context, member)} ${eventName(events, slot)} names ${named} as its predecessor; ${before === -1 ? 'nobody was shown any event before it' : `the event before it stands at ${before}`}.`,
                [events.place[slot] as number],
                events.firstAt[slot],
              );
            } else if (lacking !== undefined && before !== -1 && before > limit) {
              witnesses.add(
                () =>
                  `To ${memberName(context, member)} ${eventName(events, slot)} was shown as the first of all, although the event before it stands at ${before}.`,
                [lacking, events.place[order[at - 1] as number] as number],
                events.firstAt[slot],
              );
            }
          }
        });
        return witnesses.finding(events.count, 'events by member');
      },
    };
  },
};
export default guarantee;
