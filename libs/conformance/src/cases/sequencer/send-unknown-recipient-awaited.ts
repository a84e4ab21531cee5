import { SendReply } from '@plimsoll/interface/sequencer/send';
import type { ConformanceCase } from '../../case.ts';
import { envelope, eventAt } from '../../exchange/receipt.ts';
import { expect, expectReply } from '../../expectation.ts';

export default {
  id: 'send-unknown-recipient-awaited',
  title: 'An awaited send that ends as an error event is answered `rejected`',
  text: 'await=sequenced to an unknown recipient: 200 `rejected` with the code and the timestamp of the error event, which is on the stream of the sender.',
  covers: ['DC-33', 'DC-38'],
  level: 'MUST',
  scope: 'each',
  capability: 'await-sequenced',
  async check(context) {
    if (!context.claims('unknown-recipients')) return 'not asked: unknown-recipients is not claimed';
    const session = await context.session(context.alice);
    const messageId = context.messageId('rejected');
    const reply = await session.send({
      messageId,
      maxSequencingTimeMicros: context.farMicros(),
      await: 'sequenced',
      envelopes: [envelope('lost', context.target.unregistered.name)],
    });
    const body = expectReply(reply, 200, SendReply, 'An awaited send to an unknown recipient');
    expect(
      body.status === 'rejected' && body.code === 'SEQUENCER_UNKNOWN_RECIPIENTS',
      'An awaited send to an unknown recipient is not answered `rejected`.',
      [reply.text],
    );
    const stream = await context.subscribe(context.alice, body.timestampMicros);
    const event = await eventAt(stream, body.timestampMicros);
    expect(event.kind === 'error' && event.messageId === messageId, 'The stream tells another story.', [
      reply.text,
      JSON.stringify(event),
    ]);
    return 'rejected, as the stream says';
  },
} satisfies ConformanceCase;
