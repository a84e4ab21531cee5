import type { ConformanceCase } from '../../case.ts';
import { expectError } from '../../expectation.ts';

export default {
  id: 'acknowledge-ahead',
  title: 'Nobody acknowledges what it cannot have read',
  text: 'A position an hour ahead, and the largest number there is: ACKNOWLEDGEMENT_AHEAD.',
  covers: ['DC-43', 'DC-44'],
  level: 'MUST',
  scope: 'each',
  capability: 'acknowledge',
  async check(context) {
    const session = await context.session(context.bob);
    for (const timestampMicros of [(Date.now() + 3_600_000) * 1000, Number.MAX_SAFE_INTEGER]) {
      const reply = await session.call({
        method: 'POST',
        path: '/v1/acknowledge',
        body: { timestampMicros },
      });
      expectError(reply, 'ACKNOWLEDGEMENT_AHEAD', `Acknowledging ${timestampMicros}`);
    }
    return 'refused as ahead';
  },
} satisfies ConformanceCase;
