import type { ConformanceCase } from '../../case.ts';
import { expectError } from '../../expectation.ts';

export default {
  id: 'unclaimed-time',
  title: 'GET /v1/time is refused where `time` is not claimed',
  text: 'The endpoint of a capability that is not claimed answers UNSUPPORTED.',
  covers: [],
  level: 'MUST',
  scope: 'each',
  without: 'time',
  async check(context) {
    const session = await context.session(context.alice);
    const reply = await session.call({ method: 'GET', path: '/v1/time' });
    expectError(reply, 'UNSUPPORTED', 'GET /v1/time without the capability');
    return 'refused as unsupported';
  },
} satisfies ConformanceCase;
