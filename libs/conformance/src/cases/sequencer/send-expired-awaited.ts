import type { ConformanceCase } from '../../case.ts';
import { expectError } from '../../expectation.ts';

export default {
  id: 'send-expired-awaited',
  title: 'An expired send that is awaited says so',
  text: 'await=sequenced with a max-sequencing-time of 0 or one second ago: MAX_SEQUENCING_TIME_EXCEEDED.',
  covers: ['DC-29', 'DC-38'],
  level: 'MUST',
  scope: 'each',
  capability: 'await-sequenced',
  async check(context) {
    const session = await context.session(context.alice);
    for (const maxSequencingTimeMicros of [0, (Date.now() - 1000) * 1000])
      expectError(
        await session.send({
          messageId: context.messageId('expired'),
          maxSequencingTimeMicros,
          await: 'sequenced',
          envelopes: [],
        }),
        'MAX_SEQUENCING_TIME_EXCEEDED',
        `An awaited send with max-sequencing-time ${maxSequencingTimeMicros}`,
      );
    return 'refused as expired';
  },
} satisfies ConformanceCase;
