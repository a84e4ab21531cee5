import { AcknowledgeReply } from '@plimsoll/interface/sequencer/calls';
import type { ConformanceCase } from '../../case.ts';
import { sendForReceipt } from '../../exchange/receipt.ts';
import { expect, expectReply } from '../../expectation.ts';

export default {
  id: 'acknowledge-only-rises',
  title: 'An acknowledgement only rises',
  text: 'A member acknowledges an event, then an earlier one, then a later one, each at another endpoint: the replies give the highest so far.',
  covers: ['DC-43'],
  level: 'MUST',
  scope: 'each',
  capability: 'acknowledge',
  async check(context) {
    const session = await context.session(context.bob);
    const stamps: number[] = [];
    for (let index = 0; index < 3; index += 1)
      stamps.push((await sendForReceipt(context, session, 'acknowledge', [])).timestampMicros);
    const [first, second, third] = stamps as [number, number, number];
    const own = context.endpoints.indexOf(context.endpoint);
    for (const [step, [asked, wanted]] of (
      [
        [second, second],
        [first, second],
        [0, second],
        [third, third],
      ] as const
    ).entries()) {
      const endpoint = context.endpoints[(own + step) % context.endpoints.length]!;
      const reply = await session
        .at(endpoint)
        .call({ method: 'POST', path: '/v1/acknowledge', body: { timestampMicros: asked } });
      const { acknowledgedMicros } = expectReply(reply, 200, AcknowledgeReply, 'An acknowledgement');
      expect(
        acknowledgedMicros === wanted,
        `After ${second} was acknowledged, ${asked} is answered with ${acknowledgedMicros}; the highest is ${wanted}.`,
        [reply.text],
      );
    }
    return 'the highest counts';
  },
} satisfies ConformanceCase;
