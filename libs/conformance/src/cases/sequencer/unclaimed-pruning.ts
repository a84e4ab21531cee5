import type { ConformanceCase } from '../../case.ts';
import { expectError } from '../../expectation.ts';

export default {
  id: 'unclaimed-pruning',
  title: 'GET /v1/bounds is refused where `pruning` is not claimed',
  text: 'The endpoint of a capability that is not claimed answers UNSUPPORTED.',
  covers: [],
  level: 'MUST',
  scope: 'each',
  without: 'pruning',
  async check(context) {
    const session = await context.session(context.alice);
    const reply = await session.call({ method: 'GET', path: '/v1/bounds' });
    expectError(reply, 'UNSUPPORTED', 'GET /v1/bounds without the capability');
    return 'refused as unsupported';
  },
} satisfies ConformanceCase;
