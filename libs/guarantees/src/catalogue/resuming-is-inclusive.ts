import { events as eventsOf } from '../evidence/events.ts';
import { pruning } from '../evidence/pruning.ts';
import type { Guarantee } from '../guarantee.ts';
import { eventName, memberName } from '../words.ts';
import { Witnesses } from '../witnesses.ts';

/**
 * A subscription from position P begins with the member's first event at or above P: the event at P itself if there is one, nothing
 * below, nothing left out; without a position, with the first of all that is not pruned. Convicts DM-25.
 */
const guarantee: Guarantee = {
  id: 'resuming-is-inclusive',
  title: 'A subscription begins exactly where it was asked to',
  text: "A subscription starts at an inclusive timestamp, or at the member's first event if none is given: it can be resumed at any position, on any node, with one overlapping event.",
  source: { document: 'facts/domain.md', heading: 'Subscription' },
  rules: ['DG-14', 'DG-10'],
  level: 'MUST',
  kind: 'safety',
  system: 'sequencer',
  needs: [],
  exercisedBy: ['kill', 'link-cut', 'restart', 'site-dead'],
  check(context) {
    const events = context.evidence(eventsOf);
    const prune = context.evidence(pruning);
    const witnesses = new Witnesses(context);
    return {
      on: {
        event(record) {
          const { stream } = events;
          if (stream === undefined || record.timestampMicros >= stream.fromMicros) return;
          witnesses.add(
            () =>
              `${memberName(context, stream.open.member)} subscribed at ${stream.open.instance} from ${stream.fromMicros} and was shown ${eventName(events, events.slot)}, which lies below.`,
            [stream.place, context.place()],
            record.atMicros,
          );
        },
      },
      finish() {
        const limit = prune.limit();
        let checked = 0;
        for (const stream of events.streams.all) {
          if (stream.firstSlot < 0) continue;
          checked += 1;
          const { member, fromMicros, instance } = stream.open;
          const order = events.order(member);
          const first = order[events.firstAtLeast(order, Math.max(stream.fromMicros, limit + 1))];
          if (first === undefined) continue;
          if ((events.timestamp[first] as number) >= (events.timestamp[stream.firstSlot] as number)) continue;
          witnesses.add(
            () =>
              `${memberName(context, member)} subscribed at ${instance} from ${fromMicros ?? 'the beginning'}; the first event shown was ${eventName(events, stream.firstSlot)}, although ${eventName(events, first)} comes before it.`,
            [stream.place, events.place[first] as number],
            stream.open.atMicros,
          );
        }
        return witnesses.finding(checked, 'subscriptions that showed events');
      },
    };
  },
};
export default guarantee;
