import { BoundsReply } from '@plimsoll/interface/sequencer/calls';
import type { ConformanceCase } from '../case.ts';
import { sendForReceipt } from '../exchange/receipt.ts';
import { expect, expectReply } from '../expectation.ts';
import { NotApplicable } from '../violation.ts';

export default {
  id: 'subscribe-from-start',
  title: 'Without a position a subscription begins at the first event',
  text: 'The first event line has `previousMicros` null, with `from` left out and with `from=0` alike.',
  covers: ['DC-39', 'DC-05'],
  level: 'MUST',
  scope: 'each',
  async check(context) {
    const session = await context.session(context.alice);
    if (context.claims('pruning')) {
      const bounds = expectReply(
        await session.call({ method: 'GET', path: '/v1/bounds' }),
        200,
        BoundsReply,
        'Bounds',
      );
      if (bounds.lowerBoundMicros !== null) throw new NotApplicable('the beginning has been pruned already');
    }
    await sendForReceipt(context, session, 'start', []);
    for (const from of [null, 0]) {
      const stream = await context.subscribe(context.alice, from);
      await stream.until('the first event', () => stream.events.length > 0);
      const first = stream.events[0]!;
      expect(first.previousMicros === null, 'The first event of the whole stream names a predecessor.', [
        stream.asked,
        JSON.stringify(first),
      ]);
    }
    return 'begins with the event that has no predecessor';
  },
} satisfies ConformanceCase;
