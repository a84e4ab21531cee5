import { operatorLimits } from '@plimsoll/interface/operator/limits';
import { paramsOf } from '@plimsoll/interface/operator/params';
import type { ConformanceCase } from '../../case.ts';
import type { OperatorContext } from '../../operator/operator-context.ts';
import { expect } from '../../expectation.ts';
import { expectRefusal, rpcReply } from '../../operator/rpc-reply.ts';

export default {
  id: 'batch-array-bounded',
  title: 'A batch array that is too long is refused as a whole',
  text: `An array of ${operatorLimits.batchCallsMax + 1} calls is TOO_MANY_CALLS and none of its calls is done; ${operatorLimits.batchCallsMax} are served; an empty array is INVALID_REQUEST.`,
  covers: ['RG-17'],
  level: 'MUST',
  scope: 'each',
  async check(context) {
    const { alice, bob } = context;
    const most = operatorLimits.batchCallsMax;
    const signed = context.sign(context.order(alice, bob, 1n, await context.nextNonce(alice)), alice);
    const write = { jsonrpc: '2.0', id: 0, method: 'pazkp_createMoneyOrder', params: paramsOf(signed) };
    const read = (id: number) => ({
      jsonrpc: '2.0',
      id,
      method: 'pazkp_getAccountNonce',
      params: [alice.id],
    });
    const reads = Array.from({ length: most }, (_, n) => read(n + 1));
    const post = async (body: unknown) =>
      rpcReply('an array', await context.call({ method: 'POST', path: '/', body }));
    expectRefusal(await post([write, ...reads]), `${most + 1} calls`, 'TOO_MANY_CALLS');
    const asked = [alice.id, context.hashOf(signed.operation)];
    const found = await context.rpc('pazkp_findMoneyOrderCreation', asked);
    expectRefusal(found, 'The write in an array that was refused', 'OPERATION_NOT_FOUND');
    const served = await post(reads);
    const count = Array.isArray(served.body) ? served.body.length : 0;
    expect(count === most, `${most} calls got ${count} answers.`, served.evidence);
    expectRefusal(await post([]), 'An empty array', 'INVALID_REQUEST');
    return `bounded at ${most}`;
  },
} satisfies ConformanceCase<OperatorContext>;
