import { connect, createServer, type Socket } from 'node:net';

/** Passes bytes between a client and a broker, and can fall silent on the connections that it has, or be as good as dead. */
export interface Relay {
  /** `host:port` for clients. */
  readonly address: string;
  /** What is open now passes nothing any more and closes nothing; new connections are served. */
  readonly silence: () => void;
  /** What is open is closed, and so is whatever is opened from now on. */
  readonly refuse: () => void;
  /** New connections are served again. */
  readonly accept: () => void;
  /** The next so many connections on which a client looks for the coordinator of a group break at that request. */
  readonly breakAtCoordinator: (times: number) => void;
  /** Produce requests that went to the broker so far. */
  readonly produced: () => number;
  readonly stop: () => void;
}

const produceKey = 0;
const findCoordinatorKey = 10;

/** Starts a relay; `target` is asked at each connection, since the broker may start later. */
export async function startRelay(target: () => string): Promise<Relay> {
  const pairs = new Set<{ client: Socket; broker: Socket }>();
  let refusing = false;
  let produced = 0;
  let toBreak = 0;
  const server = createServer((client) => {
    client.on('error', () => undefined);
    if (refusing) return void client.destroy();
    const [host = '', port = ''] = target().split(':');
    const broker = connect(Number(port), host);
    broker.on('error', () => undefined);
    client.pipe(broker).pipe(client);
    const hear = (apiKey: number): void => {
      if (apiKey === produceKey) produced += 1;
      if (apiKey !== findCoordinatorKey || toBreak === 0) return;
      toBreak -= 1;
      client.destroy();
      broker.destroy();
    };
    client.on('data', requestCounter(hear));
    pairs.add({ client, broker });
  });
  const closeAll = (): void => {
    for (const { client, broker } of pairs) {
      client.destroy();
      broker.destroy();
    }
    pairs.clear();
  };
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
    refuse: () => {
      refusing = true;
      closeAll();
    },
    accept: () => void (refusing = false),
    breakAtCoordinator: (times) => void (toBreak = times),
    produced: () => produced,
    stop: () => {
      server.close();
      closeAll();
    },
  };
}

/** Tells the API key of each request in a stream of bytes: a length of 4 bytes, then so many, which begin with the key in 2. */
function requestCounter(onRequest: (apiKey: number) => void): (chunk: Buffer) => void {
  let held = Buffer.alloc(0);
  let skip = 0;
  return (chunk) => {
    held = Buffer.concat([held, chunk]);
    for (;;) {
      const skipped = Math.min(skip, held.length);
      held = held.subarray(skipped);
      skip -= skipped;
      if (skip > 0 || held.length < 6) return;
      onRequest(held.readInt16BE(4));
      skip = 4 + held.readInt32BE(0);
    }
  };
}
