import type { ConformanceCase } from '../../case.ts';
import { eventAt, sendForReceipt } from '../../exchange/receipt.ts';
import { expect } from '../../expectation.ts';

export default {
  id: 'send-content-as-sent',
  title: 'Contents arrive byte for byte',
  text: 'Envelopes with nothing, with each of the 256 byte values, with text that looks like JSON, and with 100,000 bytes arrive as they were sent, in order.',
  covers: ['DC-06'],
  level: 'MUST',
  scope: 'each',
  async check(context) {
    const contents = [
      Buffer.alloc(0),
      Buffer.from(Array.from({ length: 256 }, (_, index) => index)),
      Buffer.from('{"type":"proof","upToMicros":9}\n\r\n\u2028'),
      Buffer.alloc(100_000, 'plimsoll'),
    ].map((bytes) => bytes.toString('base64'));
    const stream = await context.subscribe(context.bob);
    const envelopes = contents.map((content) => ({ content, recipients: [context.bob] }));
    const receipt = await sendForReceipt(context, await context.session(context.alice), 'bytes', envelopes);
    const event = await eventAt(stream, receipt.timestampMicros);
    const differs = contents.findIndex((content, index) => event.envelopes[index] !== content);
    expect(
      differs < 0 && event.envelopes.length === contents.length,
      `Envelope ${differs} arrives changed.`,
      [`${event.envelopes.length} envelopes arrived, ${contents.length} were sent`],
    );
    return `${contents.length} contents arrived unchanged`;
  },
} satisfies ConformanceCase;
