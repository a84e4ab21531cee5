/**
 * The chain's process: Hardhat's EVM served on one loopback address, a miner, and a control port for the harness. It
 * lives in memory and so as long as its testbed: what is killed is never the chain, only ways to it.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createHardhatRuntimeEnvironment } from 'hardhat/hre';
import { Miner } from './miner.ts';
import type { ChainOrders, ChainVerb } from './orders.ts';
import { rpcAt } from './rpc.ts';

const orders = JSON.parse(process.argv[2] ?? '') as ChainOrders;

const environment = await createHardhatRuntimeEnvironment(
  {
    networks: {
      chain: {
        type: 'edr-simulated',
        chainType: 'l1',
        chainId: orders.chainId,
        // No account of Hardhat's own: whoever sends has signed.
        accounts: [],
        mining: { auto: false, interval: 0 },
        // Blocks come faster than the seconds in which they are stamped.
        allowBlocksWithSameTimestamp: true,
        throwOnTransactionFailures: false,
        loggingEnabled: false,
      },
    },
  },
  {},
  orders.directory,
);
const server = await environment.network.createServer('chain', orders.rpc.host, orders.rpc.port);
await server.listen();

const miner = new Miner(rpcAt(`http://${orders.rpc.host}:${orders.rpc.port}`), orders.blockMs);
const verbs: Readonly<Record<ChainVerb, (...given: never[]) => unknown>> = {
  status: () => ({ head: miner.head, floor: miner.floor, stalled: miner.stalled, charged: miner.charged }),
  settle: () => miner.settle(),
  reorganise: (depth: number) => miner.reorganise(depth),
  stall: () => miner.stall(),
  resume: () => miner.resume(),
  charge: (wei?: string) => miner.charge(wei === undefined ? undefined : BigInt(wei)),
  drop: (from: string[], withinMs: number) => miner.drop(from, withinMs),
};

async function answer(request: IncomingMessage): Promise<unknown> {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  const name = (request.url ?? '').slice(1);
  if (!Object.hasOwn(verbs, name)) throw new Error(`no verb ${name}`);
  const verb = verbs[name as ChainVerb] as (...given: unknown[]) => unknown;
  return await verb(...(JSON.parse(text || '[]') as unknown[]));
}

createServer((request: IncomingMessage, response: ServerResponse) => {
  answer(request).then(
    (result) => response.end(JSON.stringify({ result: result ?? null })),
    (error: unknown) =>
      response.end(JSON.stringify({ error: error instanceof Error ? error.message : String(error) })),
  );
}).listen(orders.control.port, orders.control.host);

process.once('SIGTERM', () => process.exit(0));
// A miner that fails is a chain that stands still for no reason of the plan: better no chain.
await miner.run();
