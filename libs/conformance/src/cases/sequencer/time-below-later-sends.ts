import { TimeReply } from '@plimsoll/interface/sequencer/calls';
import type { ConformanceCase } from '../../case.ts';
import { sendForReceipt } from '../../exchange/receipt.ts';
import { expect, expectReply } from '../../expectation.ts';

export default {
  id: 'time-below-later-sends',
  title: 'The time lies below every later send, at every endpoint',
  text: '/v1/time answers T; a send made afterwards at any endpoint is sequenced above T. T is at or above the timestamp of an event the member has seen before at this endpoint.',
  covers: ['DC-30'],
  level: 'MUST',
  scope: 'each',
  capability: 'time',
  async check(context) {
    const session = await context.session(context.alice);
    for (const endpoint of context.endpoints) {
      const earlier = await sendForReceipt(context, session, 'before', []);
      const reply = await session.call({ method: 'GET', path: '/v1/time' });
      const { timeMicros } = expectReply(reply, 200, TimeReply, '/v1/time');
      expect(timeMicros !== null, 'A ready endpoint does not know the time.', [reply.text]);
      expect(
        timeMicros >= earlier.timestampMicros,
        `The time is ${timeMicros}, below the event at ${earlier.timestampMicros} that was already shown here.`,
        [reply.text],
      );
      const later = await sendForReceipt(
        context,
        await context.session(context.alice, endpoint),
        'after',
        [],
      );
      expect(
        later.timestampMicros > timeMicros,
        `A send made after the time was ${timeMicros} is sequenced at ${later.timestampMicros}, at ${endpoint.instance}.`,
        [reply.text, JSON.stringify(later)],
      );
    }
    return `below later sends at ${context.endpoints.length} endpoints`;
  },
} satisfies ConformanceCase;
