import { SendReply } from '@plimsoll/interface/sequencer/send';
import type { ConformanceCase } from '../../case.ts';
import { envelope, eventAt } from '../../exchange/receipt.ts';
import { expect, expectReply } from '../../expectation.ts';

export default {
  id: 'send-awaited',
  title: 'An awaited send is answered with its timestamp, and is visible everywhere by then',
  text: 'await=sequenced: 200 `sequenced` with a timestamp. A subscription that starts there, opened afterwards at any endpoint, begins with this very event.',
  covers: ['DC-38', 'DC-16'],
  level: 'MUST',
  scope: 'each',
  capability: 'await-sequenced',
  async check(context) {
    const messageId = context.messageId('awaited');
    const session = await context.session(context.alice);
    const reply = await session.send({
      messageId,
      maxSequencingTimeMicros: context.farMicros(),
      await: 'sequenced',
      envelopes: [envelope(messageId, context.alice)],
    });
    const body = expectReply(reply, 200, SendReply, 'An awaited send');
    expect(body.status === 'sequenced', `An awaited send is answered \`${body.status}\`.`, [reply.text]);
    for (const endpoint of context.endpoints) {
      const stream = await context.subscribe(context.alice, body.timestampMicros, endpoint);
      const event = await eventAt(stream, body.timestampMicros);
      expect(
        event.messageId === messageId && stream.events[0] === event,
        `At ${endpoint.instance} the event at ${body.timestampMicros} is not the one that was acknowledged.`,
        [reply.text, JSON.stringify(stream.events[0])],
      );
    }
    return `acknowledged at its timestamp, visible at ${context.endpoints.length} endpoints`;
  },
} satisfies ConformanceCase;
