import type { ConformanceCase } from '../../case.ts';
import { barrier, contentOf, envelope, sendForReceipt } from '../../exchange/receipt.ts';
import { expect } from '../../expectation.ts';

export default {
  id: 'send-unknown-recipient',
  title: 'An unknown recipient is an error event for the sender alone',
  text: 'A send to Bob and to a name that is not registered ends as an error event SEQUENCER_UNKNOWN_RECIPIENTS with the message id and without envelopes on the sender’s stream. Bob sees nothing of it.',
  covers: ['DC-33', 'DC-06'],
  level: 'MUST',
  scope: 'each',
  capability: 'unknown-recipients',
  async check(context) {
    const stream = await context.subscribe(context.bob);
    const text = context.messageId('content');
    const nobody = context.target.unregistered.name;
    const event = await sendForReceipt(context, await context.session(context.alice), 'unknown', [
      envelope(text, context.bob),
      envelope(text, nobody, context.alice),
    ]);
    const evidence = [JSON.stringify(event)];
    expect(event.kind === 'error', 'A send to an unknown recipient was delivered.', evidence);
    expect(
      event.code === 'SEQUENCER_UNKNOWN_RECIPIENTS',
      `The error event has the code ${event.code}.`,
      evidence,
    );
    expect(event.envelopes.length === 0, 'The error event holds envelopes.', evidence);
    await barrier(context, stream, context.bob);
    const leaked = stream.events.filter(
      (each) => each.timestampMicros === event.timestampMicros || each.envelopes.includes(contentOf(text)),
    );
    expect(
      leaked.length === 0,
      'Another member sees a send that ended as an error.',
      leaked.map((each) => JSON.stringify(each)),
    );
    return `an error event at ${event.timestampMicros}, nothing for the others`;
  },
} satisfies ConformanceCase;
