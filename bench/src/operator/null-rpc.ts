import Fastify from 'fastify';
import { writeMethods, type WriteMethod } from '@plimsoll/interface/operator/params';
import { parseParams } from '@plimsoll/interface/operator/parse-params';

interface Call {
  readonly id: number;
  readonly method: WriteMethod;
  readonly params: readonly unknown[];
}

// A process: a JSON-RPC endpoint for arrays of writes, with the interface's validation of parameters and nothing behind it. The hash
// that it answers with is the one that stands in the signature. It prints its port and lives until its standard input ends.
const known = new Set<string>(Object.values(writeMethods));
const server = Fastify({ logger: false, forceCloseConnections: true });
server.post('/', (request, reply) => {
  const calls = request.body as readonly Call[];
  return reply.send(
    calls.map(({ id, method, params }) => {
      if (!known.has(method)) throw new Error(`${method} is not asked for here`);
      const { signature } = parseParams(method, params);
      return { jsonrpc: '2.0', id, result: { operationHash: `0x${signature.slice(130)}` } };
    }),
  );
});
await server.listen({ host: '127.0.0.1', port: 0 });
process.stdout.write(`${(server.server.address() as { port: number }).port}\n`);
process.stdin.on('end', () => void server.close()).resume();
