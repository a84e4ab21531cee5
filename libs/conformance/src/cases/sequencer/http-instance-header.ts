import { instanceHeader } from '@plimsoll/interface/sequencer/calls';
import type { ConformanceCase } from '../../case.ts';
import { describeReply } from '../../exchange/reply.ts';
import { expect } from '../../expectation.ts';

export default {
  id: 'http-instance-header',
  title: 'Every reply names the node that did the work',
  text: 'A send and a subscription carry `plimsoll-instance`: a node its own name, a gateway the name of one of the nodes.',
  covers: ['DC-76'],
  level: 'MUST',
  scope: 'each',
  async check(context) {
    const nodes = context.target.nodes.map((node) => node.instance);
    const own = nodes.includes(context.endpoint.instance) ? [context.endpoint.instance] : nodes;
    const session = await context.session(context.alice);
    const sent = await session.send({
      messageId: context.messageId('header'),
      maxSequencingTimeMicros: context.farMicros(),
      envelopes: [],
    });
    expect(sent.status === 202, 'A valid send is not accepted.', [describeReply(sent)]);
    const stream = await context.subscribe(context.alice);
    for (const [what, headers] of [
      ['a send', sent.headers],
      ['a subscription', stream.headers],
    ] as const) {
      const named = headers[instanceHeader];
      expect(
        named !== undefined && own.includes(named),
        `The reply to ${what} names ${named ?? 'nobody'}; it should name ${own.join(' or ')}.`,
      );
    }
    return 'replies name the node that did the work';
  },
} satisfies ConformanceCase;
