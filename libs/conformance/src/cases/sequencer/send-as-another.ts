import type { ConformanceCase } from '../../case.ts';
import { barrier } from '../../exchange/receipt.ts';
import { expect, expectError } from '../../expectation.ts';

export default {
  id: 'send-as-another',
  title: 'A member can send only as itself',
  text: "Alice's token with Bob's name, and with a name that nobody has, as sender: SENDER_MISMATCH, and nothing of it is ever delivered.",
  covers: ['DC-42', 'DC-07'],
  level: 'MUST',
  scope: 'each',
  async check(context) {
    const stream = await context.subscribe(context.bob);
    const session = await context.session(context.alice);
    const ids: string[] = [];
    for (const sender of [context.bob, context.target.unregistered.name]) {
      const messageId = context.messageId('forged');
      ids.push(Buffer.from(messageId).toString('base64'));
      const reply = await session.send({
        sender,
        messageId,
        maxSequencingTimeMicros: context.farMicros(),
        envelopes: [{ content: ids.at(-1)!, recipients: [context.bob] }],
      });
      expectError(reply, 'SENDER_MISMATCH', `Alice sends as ${sender}`);
    }
    await barrier(context, stream, context.bob);
    const found = stream.events.filter((event) => event.envelopes.some((each) => ids.includes(each)));
    expect(
      found.length === 0,
      'A send that was refused with a definite error was delivered.',
      found.map((each) => JSON.stringify(each)),
    );
    return 'refused, and nothing delivered';
  },
} satisfies ConformanceCase;
