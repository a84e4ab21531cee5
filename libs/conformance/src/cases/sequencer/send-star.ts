import type { ConformanceCase } from '../../case.ts';
import { contentOf, envelope, eventAt, sendForReceipt } from '../../exchange/receipt.ts';
import { expect } from '../../expectation.ts';

export default {
  id: 'send-star',
  title: 'A star means every registered member',
  text: 'An envelope to ["*"] reaches every member, its sender included, at one timestamp.',
  covers: ['DC-06'],
  level: 'MUST',
  scope: 'each',
  async check(context) {
    const names = context.target.members.map((member) => member.name);
    const streams = await Promise.all(names.map((name) => context.subscribe(name)));
    const session = await context.session(context.alice);
    const receipt = await sendForReceipt(context, session, 'star', [envelope('all', '*')]);
    for (const [index, stream] of streams.entries()) {
      const event = await eventAt(stream, receipt.timestampMicros);
      expect(
        JSON.stringify(event.envelopes) === JSON.stringify([contentOf('all')]),
        `${names[index]} did not get the envelope for all.`,
        [JSON.stringify(event)],
      );
    }
    return `delivered to ${names.length} members at one timestamp`;
  },
} satisfies ConformanceCase;
