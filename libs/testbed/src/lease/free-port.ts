import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

const FIRST_PORT = 20_000;
const LAST_PORT = 30_000;

/**
 * Picks a port that is free on all the given hosts, below the range from which the kernel takes ports for outgoing
 * connections. The block is leased, but somebody may listen on 0.0.0.0, so each host is tried by binding.
 */
export async function freePort(hosts: readonly string[], taken: Set<number>): Promise<number> {
  for (let attempt = 0; attempt < 200; attempt += 1) {
    const port = randomInt(FIRST_PORT, LAST_PORT);
    if (taken.has(port)) continue;
    taken.add(port);
    const free = await Promise.all(hosts.map((host) => canBind(host, port)));
    if (free.every(Boolean)) return port;
  }
  throw new Error(`no port between ${FIRST_PORT} and ${LAST_PORT} is free on ${hosts.join(', ')}`);
}

async function canBind(host: string, port: number): Promise<boolean> {
  const server = createServer();
  return new Promise((resolve) => {
    server.once('error', () => resolve(false));
    server.listen({ host, port, exclusive: true }, () => server.close(() => resolve(true)));
  });
}
