import type { ConformanceCase } from '../../case.ts';
import { expectError } from '../../expectation.ts';

export default {
  id: 'unclaimed-await',
  title: 'await=sequenced is refused where it is not claimed',
  text: 'A sequencer that cannot promise it must not pretend: UNSUPPORTED, never an ordinary acceptance.',
  covers: ['DC-38'],
  level: 'MUST',
  scope: 'each',
  without: 'await-sequenced',
  async check(context) {
    const session = await context.session(context.alice);
    const reply = await session.send({
      messageId: context.messageId('await'),
      maxSequencingTimeMicros: context.farMicros(),
      await: 'sequenced',
      envelopes: [],
    });
    expectError(reply, 'UNSUPPORTED', 'await=sequenced without the capability');
    return 'refused as unsupported';
  },
} satisfies ConformanceCase;
