import type { ConformanceCase } from '../../case.ts';
import { expectError } from '../../expectation.ts';

const challenges: readonly unknown[] = [
  {},
  { member: 7 },
  { member: null },
  { member: '' },
  { member: 'Alice' },
  { member: 'alice\n' },
  { member: 'a'.repeat(64) },
  { member: '-alice' },
  { member: 'alice', admin: true },
  [],
  'alice',
  null,
];
const tokens: readonly unknown[] = [
  {},
  { member: 'alice', challengeId: 'c' },
  { member: 'alice', signature: 's' },
  { challengeId: 'c', signature: 's' },
  { member: 'alice', challengeId: 7, signature: 's' },
  { member: 'alice', challengeId: 'c', signature: null },
  { member: 'alice', challengeId: 'c'.repeat(257), signature: 's' },
  { member: 'alice', challengeId: 'c', signature: 's'.repeat(257) },
  { member: 'alice', challengeId: 'c', signature: 's', admin: true },
];

export default {
  id: 'auth-malformed',
  title: 'Malformed login requests are refused as such',
  text: 'Every rule of the schemas of /v1/auth/challenge and /v1/auth/token is broken once: MALFORMED_REQUEST.',
  covers: ['DC-42'],
  level: 'MUST',
  scope: 'each',
  async check(context) {
    for (const [path, bodies] of [
      ['/v1/auth/challenge', challenges],
      ['/v1/auth/token', tokens],
    ] as const)
      for (const body of bodies) {
        const bytes = JSON.stringify(body);
        const reply = await context.call({ method: 'POST', path, bytes });
        expectError(reply, 'MALFORMED_REQUEST', `${path} with ${bytes.slice(0, 100)}`);
      }
    return `${challenges.length + tokens.length} malformed login requests refused`;
  },
} satisfies ConformanceCase;
