import type { ConformanceCase } from '../../case.ts';
import { barrier, contentOf, envelope, sendForReceipt } from '../../exchange/receipt.ts';
import { expect } from '../../expectation.ts';

export default {
  id: 'order-not-addressed',
  title: 'Who is not addressed sees nothing',
  text: "Alice sends to Bob. Carol's stream shows nothing at that timestamp, at no endpoint, not even an empty event.",
  covers: ['DC-07'],
  level: 'MUST',
  scope: 'system',
  async check(context) {
    const { alice, bob, carol } = context;
    const streams = await Promise.all(
      context.endpoints.map((endpoint) => context.subscribe(carol, undefined, endpoint)),
    );
    const text = context.messageId('secret');
    const receipt = await sendForReceipt(context, await context.session(alice), 'private', [
      envelope(text, bob),
    ]);
    for (const stream of streams) {
      await barrier(context, stream, carol);
      const leaked = stream.events.filter(
        (event) =>
          event.timestampMicros === receipt.timestampMicros || event.envelopes.includes(contentOf(text)),
      );
      expect(
        leaked.length === 0,
        `Carol sees what was for Bob, on ${stream.asked}.`,
        leaked.map((event) => JSON.stringify(event)),
      );
    }
    return `nothing leaked at ${streams.length} endpoints`;
  },
} satisfies ConformanceCase;
