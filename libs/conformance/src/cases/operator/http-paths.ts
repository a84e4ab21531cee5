import type { ConformanceCase } from '../../case.ts';
import type { OperatorContext } from '../../operator/operator-context.ts';
import { expect } from '../../expectation.ts';
import { expectRefusal, rpcReply } from '../../operator/rpc-reply.ts';

export default {
  id: 'http-paths',
  title: 'Other paths, methods and media types are refused by their codes',
  text: 'An unknown path is 404 NOT_FOUND, GET / and PUT / are 405 METHOD_NOT_ALLOWED, a body that is not application/json is 415 UNSUPPORTED_MEDIA_TYPE.',
  covers: ['RG-17'],
  level: 'MUST',
  scope: 'each',
  async check(context) {
    const body = { jsonrpc: '2.0', id: 1, method: 'pazkp_getAccountNonce', params: [context.alice.id] };
    const asked = [
      [{ method: 'POST', path: '/nowhere', body }, 404, 'NOT_FOUND'],
      [{ method: 'GET', path: '/' }, 405, 'METHOD_NOT_ALLOWED'],
      [{ method: 'PUT', path: '/', body }, 405, 'METHOD_NOT_ALLOWED'],
      [{ method: 'POST', path: '/', body, contentType: 'text/plain' }, 415, 'UNSUPPORTED_MEDIA_TYPE'],
    ] as const;
    for (const [call, status, code] of asked) {
      const reply = await context.call(call);
      const what = `${call.method} ${call.path}`;
      expectRefusal(rpcReply(what, reply), what, code);
      expect(reply.status === status, `${what} is answered with status ${reply.status}, not ${status}.`);
    }
    return `${asked.length} requests refused`;
  },
} satisfies ConformanceCase<OperatorContext>;
