import { connect, createServer, type Socket } from 'node:net';

/** Passes bytes between a client and a broker, and can fall silent on the connections that it has. */
export interface Relay {
  /** `host:port` for clients. */
  readonly address: string;
  /** What is open now passes nothing any more and closes nothing; new connections are served. */
  readonly silence: () => void;
  readonly stop: () => void;
}

/** Starts a relay; `target` is asked at each connection, since the broker may start later. */
export async function startRelay(target: () => string): Promise<Relay> {
  const pairs: { client: Socket; broker: Socket }[] = [];
  const server = createServer((client) => {
    const [host = '', port = ''] = target().split(':');
    const broker = connect(Number(port), host);
    client.pipe(broker).pipe(client);
    for (const socket of [client, broker]) socket.on('error', () => undefined);
    pairs.push({ client, broker });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as { port: number };
  return {
    address: `127.0.0.1:${port}`,
    silence: () => {
      for (const { client, broker } of pairs) {
        client.unpipe();
        broker.unpipe();
      }
    },
    stop: () => {
      server.close();
      for (const { client, broker } of pairs) {
        client.destroy();
        broker.destroy();
      }
    },
  };
}
