import type { ConformanceCase } from '../../case.ts';
import type { OperatorContext } from '../../operator/operator-context.ts';
import { expectRefusal, rpcReply } from '../../operator/rpc-reply.ts';

const call = (change: Record<string, unknown>): string =>
  JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'pazkp_getAccountNonce', params: [0], ...change });

export default {
  id: 'http-garbage',
  title: 'What is no request is refused by what is wrong with it',
  text: 'No JSON, half of it, and bytes that are no UTF-8: PARSE_ERROR. JSON that is no JSON-RPC 2.0 request: INVALID_REQUEST.',
  covers: ['RG-17'],
  level: 'MUST',
  scope: 'each',
  async check(context) {
    const unreadable: readonly (string | Buffer)[] = [
      '',
      '{',
      '{"jsonrpc":',
      'nonsense',
      Buffer.from([0x22, 0xff, 0xfe, 0x22]),
    ];
    const others: readonly string[] = [
      'null',
      '7',
      '"text"',
      '{}',
      call({ jsonrpc: '1.0' }),
      call({ jsonrpc: undefined }),
      call({ method: 7 }),
      call({ method: undefined }),
      call({ id: { a: 1 } }),
    ];
    const post = async (bytes: string | Buffer) =>
      rpcReply(JSON.stringify(bytes.toString()), await context.call({ method: 'POST', path: '/', bytes }));
    for (const bytes of unreadable) expectRefusal(await post(bytes), 'What is no JSON', 'PARSE_ERROR');
    for (const bytes of others) expectRefusal(await post(bytes), 'What is no request', 'INVALID_REQUEST');
    return `${unreadable.length + others.length} bodies refused`;
  },
} satisfies ConformanceCase<OperatorContext>;
