import type { ConformanceCase } from '../case.ts';
import { barrier, envelope, receiptOf, sendAccepted } from '../exchange/receipt.ts';
import { expect } from '../expectation.ts';

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
    const from = (Date.now() + aheadMs) * 1000;
    const ahead = await context.subscribe(context.bob, from);
    const live = await context.subscribe(context.bob);
    const session = await context.session(context.alice);
    const before = await barrier(context, live, context.bob);
    expect(before.timestampMicros < from, 'Sequenced time runs more than three seconds ahead of the clock.');
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
