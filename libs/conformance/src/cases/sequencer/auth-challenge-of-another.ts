import type { ConformanceCase } from '../../case.ts';
import { challengeFor, tokenFor } from '../../exchange/login.ts';
import { expectError } from '../../expectation.ts';

export default {
  id: 'auth-challenge-of-another',
  title: 'A challenge is good for the member who asked only',
  text: 'Bob presents a challenge that was given to Alice, signed with his own key and under his own name: CHALLENGE_FAILED.',
  covers: ['DC-42'],
  level: 'MUST',
  scope: 'each',
  async check(context) {
    const challenge = await challengeFor(context, context.alice);
    const reply = await tokenFor(context, context.bob, challenge);
    expectError(reply, 'CHALLENGE_FAILED', "Bob presents Alice's challenge");
    return "another member's challenge is refused";
  },
} satisfies ConformanceCase;
