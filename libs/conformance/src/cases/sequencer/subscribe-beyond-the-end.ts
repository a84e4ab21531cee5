import type { ConformanceCase } from '../../case.ts';
import type { CaseContext } from '../../context.ts';
import type { Subscription } from '../../exchange/subscription.ts';
import { barrier, envelope, receiptOf, sendAccepted } from '../../exchange/receipt.ts';
import { expect } from '../../expectation.ts';

/**
 * Subscribes ahead of sequenced time, and farther where this program itself was too slow to be ahead: on a busy machine three
 * seconds pass before the first barrier is back, and that is no fault of the subject.
 */
async function subscribeAhead(
  context: CaseContext,
  live: Subscription,
): Promise<{ readonly from: number; readonly ahead: Subscription }> {
  for (let distanceMs = aheadMs; ; distanceMs *= 3) {
    const from = (Date.now() + distanceMs) * 1000;
    const ahead = await context.subscribe(context.bob, from);
    const before = await barrier(context, live, context.bob);
    if (before.timestampMicros < from) return { from, ahead };
    ahead.close();
    expect(
      Date.now() * 1000 >= from && distanceMs < 60_000,
      `Sequenced time runs more than ${distanceMs / 1000} s ahead of the clock.`,
    );
  }
}

/** Ahead of now: far enough that a first send lies below it, near enough to wait for. */
const aheadMs = 3_000;

export default {
  id: 'subscribe-beyond-the-end',
  title: 'A position in the future is waited for',
  text: `A subscription from ${aheadMs / 1000} s ahead is accepted. Events below the position are withheld, the first at or above it is shown.`,
  covers: ['DC-39'],
  level: 'MUST',
  scope: 'each',
  slow: true,
  async check(context) {
    const session = await context.session(context.alice);
    const live = await context.subscribe(context.bob);
    const { from, ahead } = await subscribeAhead(context, live);
    while (true) {
      const messageId = context.messageId('later');
      const receipts = await context.subscribe(context.alice);
      await sendAccepted(context, session, messageId, [envelope('later', context.bob)]);
      if ((await receiptOf(receipts, messageId)).timestampMicros >= from) break;
      receipts.close();
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
    await ahead.until('the first event at or above the position', () => ahead.events.length > 0);
    const first = ahead.events[0]!;
    expect(first.timestampMicros >= from, `An event below the position ${from} was shown.`, [
      JSON.stringify(first),
    ]);
    const wanted = (): number | undefined =>
      live.events.find((event) => event.timestampMicros >= from)?.timestampMicros;
    await live.until('the same event live', () => wanted() !== undefined);
    expect(first.timestampMicros === wanted(), 'The first event at or above the position was left out.', [
      JSON.stringify(first),
      `live, the first is at ${wanted()}`,
    ]);
    return 'waited for, nothing below it shown';
  },
} satisfies ConformanceCase;
