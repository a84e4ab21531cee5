import type { ConformanceCase } from '../../case.ts';
import { expectError } from '../../expectation.ts';

export default {
  id: 'http-unknown-path',
  title: 'A path outside the interface does not exist',
  text: 'Paths that are not part of the interface, with a good token: NOT_FOUND with a body of the error table.',
  covers: [],
  level: 'MUST',
  scope: 'each',
  async check(context) {
    const session = await context.session(context.alice);
    const paths = ['/', '/v1', '/v2/send', '/v1/send/more', '/v1/unknown', '/healthy', '/V1/time', '/v1/%00'];
    for (const path of paths)
      expectError(await session.call({ method: 'GET', path }), 'NOT_FOUND', `GET ${path}`);
    return `${paths.length} unknown paths refused`;
  },
} satisfies ConformanceCase;
