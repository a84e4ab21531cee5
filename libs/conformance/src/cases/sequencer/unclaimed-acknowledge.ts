import type { ConformanceCase } from '../../case.ts';
import { expectError } from '../../expectation.ts';

export default {
  id: 'unclaimed-acknowledge',
  title: 'POST /v1/acknowledge is refused where `acknowledge` is not claimed',
  text: 'The endpoint of a capability that is not claimed answers UNSUPPORTED.',
  covers: [],
  level: 'MUST',
  scope: 'each',
  without: 'acknowledge',
  async check(context) {
    const session = await context.session(context.alice);
    const reply = await session.call({
      method: 'POST',
      path: '/v1/acknowledge',
      body: { timestampMicros: 1 },
    });
    expectError(reply, 'UNSUPPORTED', 'POST /v1/acknowledge without the capability');
    return 'refused as unsupported';
  },
} satisfies ConformanceCase;
