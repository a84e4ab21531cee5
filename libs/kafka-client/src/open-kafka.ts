import { connect, type Socket } from 'node:net';
import { Kafka, logLevel } from 'kafkajs';
import { quietRequestQueue } from './quiet-request-queue.ts';

/** Which cluster to talk to, and how long a single request may take. */
export interface KafkaAddress {
  /** Bootstrap list, `host:port` each. */
  readonly brokers: readonly string[];
  readonly clientId: string;
  /** A connection that does not open within this is given up; default 1000. */
  readonly connectMs?: number;
  /** A request unanswered this long is given up by kafkajs; default 2000. */
  readonly requestMs?: number;
  /** Begin at the first broker of the list; left out, each client begins at another. */
  readonly inOrder?: boolean;
  /** What kafkajs says, at warning or above. */
  readonly onLog?: ((message: string) => void) | undefined;
}

/** A client of kafkajs whose sockets are ours to close. */
export interface OpenKafka {
  readonly kafka: Kafka;
  /**
   * Closes every socket at once and lets no other open. kafkajs by itself waits for answers that will not come, and keeps
   * a silent connection until the kernel gives up (trap K4 of facts/rollup.md).
   */
  readonly cut: () => void;
}

let turn = 0;

/** Opens a client. Each new one starts at another broker of the list, since the last one may have met a silent broker. */
export function openKafka(address: KafkaAddress): OpenKafka {
  quietRequestQueue();
  const { brokers, clientId, connectMs = 1000, requestMs = 2000, onLog } = address;
  const sockets = new Set<Socket>();
  let open = true;
  if (address.inOrder !== true) turn += 1;
  const from = address.inOrder === true ? 0 : turn;
  const kafka = new Kafka({
    brokers: brokers.map((_, at) => brokers[(at + from) % brokers.length] as string),
    clientId,
    connectionTimeout: connectMs,
    requestTimeout: requestMs,
    // Trying again is the wrapper's: it knows what may be repeated and until when.
    retry: { retries: brokers.length, initialRetryTime: 20, maxRetryTime: 200 },
    logLevel: onLog ? logLevel.WARN : logLevel.NOTHING,
    logCreator:
      () =>
      ({ namespace, log }) =>
        open && onLog?.(`${namespace}: ${log.message}`),
    socketFactory: ({ host, port, onConnect }) => {
      if (!open) throw new Error('the client was closed');
      const socket = connect({ host, port, noDelay: true }, onConnect);
      socket.setKeepAlive(true, 10_000);
      sockets.add(socket);
      socket.once('close', () => sockets.delete(socket));
      return socket;
    },
  });
  return {
    kafka,
    cut: () => {
      open = false;
      for (const socket of sockets) socket.destroy(new Error('the client was closed'));
    },
  };
}
