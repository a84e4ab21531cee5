import type { ConformanceCase } from '../../case.ts';
import { barrier, contentOf, envelope } from '../../exchange/receipt.ts';
import { expect } from '../../expectation.ts';

const sends = 300;
const senders = 6;
/** The limits are drawn from now to so far ahead: about what a send takes, so that some are met and some missed. */
const spreadMicros = 20_000;

export default {
  id: 'send-expiry-boundary',
  title: 'Expiry is judged against the timestamp that is given',
  text: `${sends} sends with max-sequencing-times spread over ${spreadMicros / 1000} ms from now, so close that some expire between arrival and sequencing: no event lies above its limit (equality is allowed).`,
  covers: ['DC-29'],
  level: 'MUST',
  scope: 'each',
  async check(context) {
    const stream = await context.subscribe(context.bob);
    const session = await context.session(context.alice);
    const limits = new Map<string, number>();
    const sendMany = async (): Promise<void> => {
      for (let index = 0; index < sends / senders; index += 1) {
        const messageId = context.messageId('limit');
        const maxSequencingTimeMicros = Date.now() * 1000 + ((index * 7919) % spreadMicros);
        limits.set(contentOf(messageId), maxSequencingTimeMicros);
        await session.send({
          messageId,
          maxSequencingTimeMicros,
          envelopes: [envelope(messageId, context.bob)],
        });
      }
    };
    await Promise.all(Array.from({ length: senders }, sendMany));
    await barrier(context, stream, context.bob);
    let sequenced = 0;
    let equal = 0;
    for (const event of stream.events) {
      const limit = limits.get(event.envelopes[0] ?? '');
      if (limit === undefined) continue;
      expect(
        event.timestampMicros <= limit,
        `An event was sequenced ${event.timestampMicros - limit} µs after its max-sequencing-time ${limit}.`,
        [JSON.stringify(event)],
      );
      sequenced += 1;
      equal += event.timestampMicros === limit ? 1 : 0;
    }
    return `${sequenced} of ${sends} sequenced, none above its limit, ${equal} exactly at it`;
  },
} satisfies ConformanceCase;
