import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** An engine that registers what it is given and does nothing with it. */
export interface FakeEngine {
  readonly uri: string;
  readonly registered: Set<string>;
  /** Those that came with the word that their signature was checked. */
  readonly verified: Set<string>;
  ready: boolean;
  /** Changes where a real one would have started anew. */
  incarnation: string;
  pendingCount: number;
  /** Left out of its status where undefined. */
  rollup: string | undefined;
  readonly stop: () => Promise<void>;
}

/** Starts one on a free loopback port. */
export async function startFakeEngine(): Promise<FakeEngine> {
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      response.setHeader('content-type', 'application/json');
      if (request.url === '/operations') {
        const { operations } = JSON.parse(Buffer.concat(chunks).toString()) as {
          operations: { hash: string; verified?: boolean }[];
        };
        for (const { hash, verified } of operations) {
          engine.registered.add(hash);
          if (verified) engine.verified.add(hash);
        }
        response.end(JSON.stringify({ registered: operations.length, refused: [] }));
      } else if (request.url === '/status')
        response.end(JSON.stringify({ pendingCount: engine.pendingCount, rollup: engine.rollup }));
      else if (request.url === '/health') {
        const { ready, incarnation } = engine;
        const reasons = ready ? [] : ['told so'];
        response.end(JSON.stringify({ instance: 'engine', incarnation, role: 'active', ready, reasons }));
      } else response.writeHead(404).end('{}');
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const engine: FakeEngine = {
    uri: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    registered: new Set(),
    verified: new Set(),
    ready: true,
    incarnation: 'first',
    pendingCount: 0,
    rollup: undefined,
    stop: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return engine;
}
