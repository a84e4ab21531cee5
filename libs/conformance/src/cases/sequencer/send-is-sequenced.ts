import type { ConformanceCase } from '../../case.ts';
import { contentOf, envelope, eventAt, sendForReceipt } from '../../exchange/receipt.ts';
import { expect } from '../../expectation.ts';

export default {
  id: 'send-is-sequenced',
  title: 'A valid send is sequenced and delivered',
  text: 'Alice sends to Bob. She gets a receipt with her message id and no envelope; Bob gets the content, at the same timestamp, without the message id.',
  covers: ['DC-06', 'DC-08', 'DC-34'],
  level: 'MUST',
  scope: 'each',
  async check(context) {
    const stream = await context.subscribe(context.bob);
    const session = await context.session(context.alice);
    const receipt = await sendForReceipt(context, session, 'first', [envelope('to bob', context.bob)]);
    const event = await eventAt(stream, receipt.timestampMicros);
    const evidence = [`alice: ${JSON.stringify(receipt)}`, `bob: ${JSON.stringify(event)}`];
    expect(receipt.kind === 'deliver', 'The receipt of a valid send is an error event.', evidence);
    expect(
      receipt.envelopes.length === 0,
      'The receipt holds an envelope that was not for the sender.',
      evidence,
    );
    expect(event.sender === context.alice, `The event names ${event.sender} as its sender.`, evidence);
    expect(
      event.messageId === undefined,
      "The event shows the sender's message id to another member.",
      evidence,
    );
    const wanted = JSON.stringify([contentOf('to bob')]);
    expect(JSON.stringify(event.envelopes) === wanted, 'The content is not what was sent.', evidence);
    return `sequenced at ${receipt.timestampMicros}, delivered to recipient and sender`;
  },
} satisfies ConformanceCase;
