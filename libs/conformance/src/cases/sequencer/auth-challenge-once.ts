import type { ConformanceCase } from '../../case.ts';
import { challengeFor, tokenFor } from '../../exchange/login.ts';
import { expectError } from '../../expectation.ts';

export default {
  id: 'auth-challenge-once',
  title: 'A challenge works once',
  text: 'A challenge that has earned a token is presented again with the same good signature: CHALLENGE_FAILED, at every endpoint. Else whoever overhears one exchange can log in for ever.',
  covers: ['DC-42'],
  level: 'MUST',
  scope: 'each',
  async check(context) {
    const challenge = await challengeFor(context, context.alice);
    await tokenFor(context, context.alice, challenge);
    for (const endpoint of context.endpoints)
      expectError(
        await tokenFor(context, context.alice, challenge, { endpoint }),
        'CHALLENGE_FAILED',
        `The challenge was used at ${context.endpoint.instance}, then again at ${endpoint.instance}`,
      );
    return 'a used challenge is refused everywhere';
  },
} satisfies ConformanceCase;
