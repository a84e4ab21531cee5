import type { ConformanceCase } from '../../case.ts';
import { barrier, contentOf, envelope, sendAccepted } from '../../exchange/receipt.ts';
import { expect } from '../../expectation.ts';

export default {
  id: 'send-expired',
  title: 'A send that has expired is never sequenced',
  text: 'Sends with a max-sequencing-time of 0, a second ago, and at the timestamp last seen are accepted (acceptance promises nothing) and end in silence: no event to anybody, no error event.',
  covers: ['DC-29', 'DC-30'],
  level: 'MUST',
  scope: 'each',
  async check(context) {
    const streams = [await context.subscribe(context.alice), await context.subscribe(context.bob)] as const;
    const session = await context.session(context.alice);
    const seen = await barrier(context, streams[0], context.alice);
    const ids: string[] = [];
    for (const maxSequencingTimeMicros of [0, (Date.now() - 1000) * 1000, seen.timestampMicros]) {
      const messageId = context.messageId('expired');
      ids.push(messageId);
      const sent = [envelope(messageId, context.bob)];
      await sendAccepted(context, session, messageId, sent, { maxSequencingTimeMicros });
    }
    // Whatever came before these is shown before these.
    await barrier(context, streams[0], context.alice);
    await barrier(context, streams[1], context.bob);
    const contents = ids.map(contentOf);
    for (const event of [...streams[0].events, ...streams[1].events])
      expect(
        !ids.includes(event.messageId ?? '') && !event.envelopes.some((each) => contents.includes(each)),
        'An expired send was sequenced.',
        [JSON.stringify(event)],
      );
    return `${ids.length} expired sends ended in silence`;
  },
} satisfies ConformanceCase;
