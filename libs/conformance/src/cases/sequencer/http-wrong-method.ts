import type { ConformanceCase } from '../../case.ts';
import { expectError } from '../../expectation.ts';

const calls = [
  ['GET', '/v1/send'],
  ['PUT', '/v1/send'],
  ['DELETE', '/v1/send'],
  ['GET', '/v1/auth/challenge'],
  ['GET', '/v1/auth/token'],
  ['POST', '/v1/subscribe'],
  ['DELETE', '/v1/subscribe'],
  ['POST', '/health'],
  ['PATCH', '/health/ready'],
] as const;

export default {
  id: 'http-wrong-method',
  title: 'A wrong method is named as such',
  text: 'Paths of the interface with a method that they do not have, with a good token: METHOD_NOT_ALLOWED.',
  covers: [],
  level: 'MUST',
  scope: 'each',
  async check(context) {
    const session = await context.session(context.alice);
    for (const [method, path] of calls) {
      const body = method === 'POST' || method === 'PUT' ? { body: {} } : {};
      expectError(await session.call({ method, path, ...body }), 'METHOD_NOT_ALLOWED', `${method} ${path}`);
    }
    return `${calls.length} wrong methods refused`;
  },
} satisfies ConformanceCase;
