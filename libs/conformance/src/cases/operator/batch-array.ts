import type { ConformanceCase } from '../../case.ts';
import type { OperatorContext } from '../../operator/operator-context.ts';
import { expect } from '../../expectation.ts';
import { expectRefusal, rpcReply } from '../../operator/rpc-reply.ts';

interface Answer {
  readonly id: unknown;
}

export default {
  id: 'batch-array',
  title: 'A JSON-RPC batch array is answered call by call',
  text: 'An array of good and bad calls: one answer each, told apart by id, the good ones served and the bad ones refused by their codes; a call without an id is not answered.',
  covers: ['RG-17'],
  level: 'MUST',
  scope: 'each',
  async check(context) {
    const { id } = context.alice;
    const calls = [
      { jsonrpc: '2.0', id: 'good', method: 'pazkp_getAccountNonce', params: [id] },
      { jsonrpc: '2.0', id: 2, method: 'pazkp_noSuchMethod', params: [] },
      { jsonrpc: '2.0', id: 3, method: 'pazkp_getAccountNonce', params: ['x'] },
      { jsonrpc: '2.0', method: 'pazkp_getAccountNonce', params: [id] },
      7,
    ];
    const reply = await context.call({ method: 'POST', path: '/', body: calls });
    const answers = reply.json as readonly Answer[];
    const whole = rpcReply('an array of 5 calls', reply);
    expect(Array.isArray(answers) && answers.length === 4, 'Expected 4 answers in an array.', whole.evidence);
    const answerTo = (name: unknown) => ({ ...whole, body: answers.find((each) => each.id === name) });
    const good = answerTo('good').body as { result?: unknown } | undefined;
    expect(good?.result !== undefined, 'The good call was not served.', whole.evidence);
    expectRefusal(answerTo(2), 'An unknown method', 'METHOD_NOT_FOUND');
    expectRefusal(answerTo(3), 'A wrong parameter', 'INVALID_PARAMS');
    expectRefusal(answerTo(null), 'What is no call', 'INVALID_REQUEST');
    return '4 answers to 5 calls';
  },
} satisfies ConformanceCase<OperatorContext>;
