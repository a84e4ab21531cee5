import type { ConformanceCase } from '../../case.ts';
import { challengeFor, tokenFor } from '../../exchange/login.ts';
import { expectError } from '../../expectation.ts';

export default {
  id: 'auth-unknown-challenge',
  title: 'A challenge that was never given is refused',
  text: 'An invented challenge id, a given one with a letter changed, and an empty one, each signed rightly: CHALLENGE_FAILED.',
  covers: ['DC-42'],
  level: 'MUST',
  scope: 'each',
  async check(context) {
    const given = await challengeFor(context, context.alice);
    const first = given.challengeId.startsWith('a') ? 'b' : 'a';
    for (const challengeId of ['invented', first + given.challengeId.slice(1), '']) {
      const reply = await tokenFor(context, context.alice, { ...given, challengeId });
      expectError(reply, 'CHALLENGE_FAILED', `The challenge id \`${challengeId}\`, which was never given`);
    }
    return 'challenges that were never given are refused';
  },
} satisfies ConformanceCase;
