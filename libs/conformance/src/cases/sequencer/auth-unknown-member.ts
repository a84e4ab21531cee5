import type { ConformanceCase } from '../../case.ts';
import { expectError } from '../../expectation.ts';

export default {
  id: 'auth-unknown-member',
  title: 'Who is not registered gets no challenge',
  text: 'A well-formed name that is not in the members file asks for a challenge: SEQUENCER_SENDER_UNKNOWN.',
  covers: ['DC-42'],
  level: 'MUST',
  scope: 'each',
  async check(context) {
    const body = { member: context.target.unregistered.name };
    const reply = await context.call({ method: 'POST', path: '/v1/auth/challenge', body });
    expectError(reply, 'SEQUENCER_SENDER_UNKNOWN', 'A member that is not registered asks for a challenge');
    return 'an unknown member is told so';
  },
} satisfies ConformanceCase;
