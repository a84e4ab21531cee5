import type { ConformanceCase } from '../../case.ts';
import { expect } from '../../expectation.ts';

export default {
  id: 'auth-token-everywhere',
  title: 'A token is good at every node and gateway',
  text: 'A token that one endpoint issued opens a subscription at each of the others, at once.',
  covers: ['DC-39', 'DC-74'],
  level: 'MUST',
  scope: 'each',
  async check(context) {
    const session = await context.freshSession(context.alice);
    expect(session.expiresInSeconds > 0, `The token is given out expired: ${session.expiresInSeconds} s.`);
    for (const endpoint of context.endpoints) (await session.at(endpoint).subscribe()).close();
    return `a token is good at all ${context.endpoints.length} endpoints`;
  },
} satisfies ConformanceCase;
