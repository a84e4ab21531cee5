import type { ConformanceCase } from '../../case.ts';
import { mixedTraffic } from '../../exchange/mixed-traffic.ts';
import { expect } from '../../expectation.ts';

export default {
  id: 'order-links',
  title: 'Each event names the one before it',
  text: "On every stream `previousMicros` is the timestamp of this member's event before, without a gap; also across pages and while others write.",
  covers: ['DC-05'],
  level: 'MUST',
  scope: 'system',
  async check(context) {
    let links = 0;
    for (const { member, instance, events } of await mixedTraffic(context, 12))
      for (const [index, event] of events.entries()) {
        const before = events[index - 1];
        if (before === undefined) continue;
        links += 1;
        expect(
          event.previousMicros === before.timestampMicros,
          `On the stream of ${member} at ${instance} an event names ${event.previousMicros} as its predecessor; it is ${before.timestampMicros}.`,
          [JSON.stringify(before), JSON.stringify(event)],
        );
      }
    return `${links} links without a gap`;
  },
} satisfies ConformanceCase;
