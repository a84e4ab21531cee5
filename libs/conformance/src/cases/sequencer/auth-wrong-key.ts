import type { ConformanceCase } from '../../case.ts';
import { challengeFor, tokenFor } from '../../exchange/login.ts';
import { expectError } from '../../expectation.ts';

export default {
  id: 'auth-wrong-key',
  title: "A signature with another member's key is refused",
  text: "Alice's challenge, signed with Bob's key: CHALLENGE_FAILED. The failed try uses the challenge up, so that the right signature comes too late.",
  covers: ['DC-42'],
  level: 'MUST',
  scope: 'each',
  async check(context) {
    const challenge = await challengeFor(context, context.alice);
    const { privateKeyPem } = context.member(context.bob);
    const wrong = await tokenFor(context, context.alice, challenge, { privateKeyPem });
    expectError(wrong, 'CHALLENGE_FAILED', "A challenge signed with another member's key");
    const late = await tokenFor(context, context.alice, challenge);
    expectError(late, 'CHALLENGE_FAILED', 'The same challenge, signed rightly after a failed try');
    return 'a foreign key is refused, and the challenge is used up';
  },
} satisfies ConformanceCase;
