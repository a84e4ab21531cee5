import { BoundsReply } from '@plimsoll/interface/sequencer/calls';
import type { ConformanceCase } from '../../case.ts';
import { sendForReceipt } from '../../exchange/receipt.ts';
import { expect, expectReply } from '../../expectation.ts';

export default {
  id: 'subscribe-from-start',
  title: 'Without a position a subscription begins at the first event there is',
  text: 'The first event line has `previousMicros` null; or, where something has been pruned, names an event below the lower bound. With nothing pruned `from=0` means the same.',
  covers: ['DC-39', 'DC-05'],
  level: 'MUST',
  scope: 'each',
  async check(context) {
    const session = await context.session(context.alice);
    await sendForReceipt(context, session, 'start', []);
    const stream = await context.subscribe(context.alice, null);
    await stream.until('the first event', () => stream.events.length > 0);
    // Asked after the stream began, so that pruning in between cannot be mistaken for a gap.
    const bounds = context.claims('pruning')
      ? expectReply(await session.call({ method: 'GET', path: '/v1/bounds' }), 200, BoundsReply, '/v1/bounds')
      : { lowerBoundMicros: null };
    const first = stream.events[0]!;
    expect(
      first.previousMicros === null || first.previousMicros < (bounds.lowerBoundMicros ?? 0),
      `The first event of the whole stream names a predecessor at ${first.previousMicros}; the lower bound is ${bounds.lowerBoundMicros}.`,
      [stream.asked, JSON.stringify(first)],
    );
    if (bounds.lowerBoundMicros !== null) return `begins at the lower bound ${bounds.lowerBoundMicros}`;
    const zero = await context.subscribe(context.alice, 0);
    await zero.until('the first event', () => zero.events.length > 0);
    expect(zero.events[0]!.timestampMicros === first.timestampMicros, '`from=0` begins elsewhere.', [
      JSON.stringify(first),
      JSON.stringify(zero.events[0]),
    ]);
    return 'begins with the event that has no predecessor';
  },
} satisfies ConformanceCase;
