import type { ConformanceCase } from '../../case.ts';
import { barrier, contentOf, envelope, eventAt, receiptOf, sendAccepted } from '../../exchange/receipt.ts';
import { expect } from '../../expectation.ts';

export default {
  id: 'send-same-id-twice',
  title: 'The same message id twice gives one or two good deliveries',
  text: 'The same request is sent twice before it expires. That is legal; two deliveries are too. Each delivery is whole, with the content as sent, at its own timestamp, and has its receipt.',
  covers: ['DC-32'],
  level: 'MUST',
  scope: 'each',
  async check(context) {
    const stream = await context.subscribe(context.bob);
    const receipts = await context.subscribe(context.alice);
    const session = await context.session(context.alice);
    const messageId = context.messageId('twice');
    const sent = [envelope(messageId, context.bob)];
    await sendAccepted(context, session, messageId, sent);
    await session.send({ messageId, maxSequencingTimeMicros: context.farMicros(), envelopes: sent });
    await receiptOf(receipts, messageId);
    await barrier(context, receipts, context.alice);
    await barrier(context, stream, context.bob);
    const own = receipts.events.filter((event) => event.messageId === messageId);
    // Behind a gateway the second may be sequenced later: what one of them has seen, the other must see too.
    const seen = stream.events.filter((event) => event.envelopes.includes(contentOf(messageId)));
    const deliveries = await Promise.all(own.map((event) => eventAt(stream, event.timestampMicros)));
    for (const event of seen) await eventAt(receipts, event.timestampMicros);
    const evidence = [...own, ...deliveries].map((event) => JSON.stringify(event));
    expect(own.length >= 1 && own.length <= 2, `Two sends of one id gave ${own.length} receipts.`, evidence);
    for (const event of deliveries)
      expect(
        event.envelopes.join() === contentOf(messageId) && event.sender === context.alice,
        'A delivery is not whole.',
        evidence,
      );
    return `${own.length} well-formed deliveries`;
  },
} satisfies ConformanceCase;
