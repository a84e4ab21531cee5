import { operatorLimits } from '@plimsoll/interface/operator/limits';
import type { ConformanceCase } from '../../case.ts';
import type { OperatorContext } from '../../operator/operator-context.ts';
import { expect } from '../../expectation.ts';
import { expectRefusal, rpcReply } from '../../operator/rpc-reply.ts';

export default {
  id: 'http-body-too-large',
  title: 'A body above the limit is refused',
  text: `One byte above ${operatorLimits.bodyBytesMax}, and ten times as much: 413 REQUEST_TOO_LARGE. A call padded to exactly the limit is served.`,
  covers: ['RG-17'],
  level: 'MUST',
  scope: 'each',
  async check(context) {
    const body = JSON.stringify({
      jsonrpc: '2.0',
      id: 1,
      method: 'pazkp_getAccountNonce',
      params: [context.alice.id],
    });
    const most = operatorLimits.bodyBytesMax;
    for (const size of [most + 1, 10 * most]) {
      const reply = await context.call({ method: 'POST', path: '/', bytes: body.padEnd(size) });
      expectRefusal(
        rpcReply(`a body of ${size} bytes`, reply),
        `A body of ${size} bytes`,
        'REQUEST_TOO_LARGE',
      );
      expect(
        reply.status === 413,
        `A body of ${size} bytes is answered with status ${reply.status}, not 413.`,
      );
    }
    const reply = await context.call({ method: 'POST', path: '/', bytes: body.padEnd(most) });
    const served = (reply.json as { result?: unknown } | undefined)?.result !== undefined;
    expect(served, 'A body of exactly the limit was not served.', rpcReply('at the limit', reply).evidence);
    return `bounded at ${most} bytes`;
  },
} satisfies ConformanceCase<OperatorContext>;
