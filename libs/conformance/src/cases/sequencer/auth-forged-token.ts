import type { ConformanceCase } from '../../case.ts';
import { expectError } from '../../expectation.ts';

export default {
  id: 'auth-forged-token',
  title: 'A token that was not issued is refused',
  text: 'A good token with a letter changed at the front, in the middle or three quarters in, cut short, lengthened, turned around, or invented: UNAUTHENTICATED.',
  covers: ['DC-42', 'DC-07'],
  level: 'MUST',
  scope: 'each',
  async check(context) {
    const { token } = await context.session(context.alice);
    const changed = (at: number): string =>
      token.slice(0, at) + (token[at] === 'A' ? 'B' : 'A') + token.slice(at + 1);
    const forged = [
      changed(0),
      changed(Math.floor(token.length / 2)),
      changed(Math.floor((token.length * 3) / 4)),
      token.slice(0, -4),
      `${token}AAAA`,
      Array.from(token).reverse().join(''),
      'invented',
      context.alice,
    ];
    for (const each of forged) {
      const reply = await context.call({ method: 'GET', path: '/v1/subscribe', token: each });
      expectError(reply, 'UNAUTHENTICATED', 'A forged token');
    }
    return `${forged.length} forged tokens refused`;
  },
} satisfies ConformanceCase;
