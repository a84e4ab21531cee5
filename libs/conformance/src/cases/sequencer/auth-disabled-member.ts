import type { ConformanceCase } from '../../case.ts';
import { expectError } from '../../expectation.ts';

export default {
  id: 'auth-disabled-member',
  title: 'A disabled member gets no challenge',
  text: 'A member that the members file marks disabled asks for a challenge: MEMBER_DISABLED.',
  covers: ['DC-42'],
  level: 'MUST',
  scope: 'each',
  capability: 'disabled-members',
  async check(context) {
    const body = { member: context.target.disabled.name };
    const reply = await context.call({ method: 'POST', path: '/v1/auth/challenge', body });
    expectError(reply, 'MEMBER_DISABLED', 'A disabled member asks for a challenge');
    return 'a disabled member is told so';
  },
} satisfies ConformanceCase;
