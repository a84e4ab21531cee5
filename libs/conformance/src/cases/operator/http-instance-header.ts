import { instanceHeader } from '@plimsoll/interface/sequencer/calls';
import type { ConformanceCase } from '../../case.ts';
import type { OperatorContext } from '../../operator/operator-context.ts';
import { expect } from '../../expectation.ts';
import { describeReply } from '../../exchange/reply.ts';

export default {
  id: 'http-instance-header',
  title: 'Every reply says which instance did the work',
  text: 'A served call, a refused one and a body that is no JSON carry the header plimsoll-instance; at a node it is its own name, at a gateway that of a node.',
  covers: ['RG-07'],
  level: 'MUST',
  scope: 'each',
  async check(context) {
    const names = context.target.nodes.map(({ instance }) => instance);
    const isGateway = context.target.gateways.some(({ instance }) => instance === context.endpoint.instance);
    const call = (method: string) =>
      JSON.stringify({ jsonrpc: '2.0', id: 1, method, params: [context.alice.id] });
    for (const bytes of [call('pazkp_getAccountNonce'), call('pazkp_noSuchMethod'), '{']) {
      const reply = await context.call({ method: 'POST', path: '/', bytes });
      const name = reply.headers[instanceHeader];
      const fits = isGateway ? names.includes(name ?? '') : name === context.endpoint.instance;
      // A gateway may refuse on its own what no node ever saw.
      const own = isGateway && name === context.endpoint.instance && reply.text.includes('"error"');
      expect(fits || own, `The reply names ${name ?? 'nobody'}.`, [describeReply(reply)]);
    }
    return 'named';
  },
} satisfies ConformanceCase<OperatorContext>;
