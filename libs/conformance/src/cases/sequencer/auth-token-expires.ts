import { setTimeout as sleep } from 'node:timers/promises';
import type { ConformanceCase } from '../../case.ts';
import { expectError } from '../../expectation.ts';
import { NotApplicable } from '../../violation.ts';

/** Tokens that live longer are not waited for. */
const patienceSeconds = 15;

export default {
  id: 'auth-token-expires',
  title: 'A token ends when it says',
  text: 'After expiresInSeconds a token is UNAUTHENTICATED. Only for tokens that live for at most 15 s.',
  covers: ['DC-42'],
  level: 'MUST',
  scope: 'each',
  slow: true,
  async check(context) {
    const session = await context.freshSession(context.alice);
    if (session.expiresInSeconds > patienceSeconds)
      throw new NotApplicable(`its tokens live for ${session.expiresInSeconds} s, too long to wait for`);
    await sleep((session.expiresInSeconds + 1) * 1000);
    const reply = await session.call({ method: 'GET', path: '/v1/subscribe' });
    expectError(reply, 'UNAUTHENTICATED', `A token ${session.expiresInSeconds + 1} s old`);
    return `a token ends after ${session.expiresInSeconds} s`;
  },
} satisfies ConformanceCase;
