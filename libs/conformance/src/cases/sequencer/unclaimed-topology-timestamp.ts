import type { ConformanceCase } from '../../case.ts';
import { expectError } from '../../expectation.ts';

export default {
  id: 'unclaimed-topology-timestamp',
  title: 'A topology timestamp is refused where it is not claimed',
  text: 'A condition that the sequencer would not check must not be ignored: UNSUPPORTED.',
  covers: ['DC-36'],
  level: 'MUST',
  scope: 'each',
  without: 'topology-timestamp',
  async check(context) {
    const session = await context.session(context.alice);
    const reply = await session.send({
      messageId: context.messageId('topology'),
      maxSequencingTimeMicros: context.farMicros(),
      topologyTimestampMicros: 1,
      envelopes: [],
    });
    expectError(reply, 'UNSUPPORTED', 'A topology timestamp without the capability');
    return 'refused as unsupported';
  },
} satisfies ConformanceCase;
