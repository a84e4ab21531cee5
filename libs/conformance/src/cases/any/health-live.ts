import type { ConformanceCase } from '../../case.ts';
import type { AnyContext } from '../../any-context.ts';
import { expect } from '../../expectation.ts';
import { describeReply } from '../../exchange/reply.ts';

export default {
  id: 'health-live',
  title: 'A live endpoint says so',
  text: '/health/live answers 200.',
  covers: ['DC-72', 'DC-73', 'RG-16'],
  level: 'MUST',
  scope: 'each',
  async check(context) {
    const reply = await context.call({ method: 'GET', path: '/health/live' });
    expect(reply.status === 200, `/health/live answers ${reply.status}.`, [describeReply(reply)]);
    return 'live';
  },
} satisfies ConformanceCase<AnyContext>;
