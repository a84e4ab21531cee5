import { Connection, ResponseError } from '@platformatic/kafka';
import type { Address } from '../../testbed.ts';

/**
 * Runs requests on a connection of its own to one broker, straight, and closes it. Nothing is retried, cached or looked up:
 * under faults a probe has to say what this very broker answered, now. (@platformatic/kafka serves because its protocol
 * layer can be used like that, and because it shares nothing with the client that subjects use.)
 */
export async function withBroker<T>(
  { host, port }: Address,
  work: (connection: Connection) => Promise<T>,
  withinMs = 3_000,
): Promise<T> {
  const connection = new Connection('plimsoll', { connectTimeout: withinMs, requestTimeout: withinMs });
  // What goes wrong on it is told by the request that it concerns.
  connection.on('error', () => undefined);
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new Error(`no answer from ${host}:${port} within ${withinMs} ms`)),
      withinMs,
    );
  });
  try {
    return await Promise.race([connection.connect(host, port)?.then(() => work(connection)) ?? late, late]);
  } finally {
    clearTimeout(timer);
    connection.close(() => undefined);
  }
}

/** The body of a reply that the client turned into an error because some part of it carries an error code. */
export function bodyOf<T>(error: unknown): T | undefined {
  // The client's error for a reply has one error within for each code; several requests make an error of such errors.
  const within = (error as AggregateError | undefined)?.errors;
  const found = [error, ...(Array.isArray(within) ? within : [])].find(
    (each) => each instanceof ResponseError,
  ) as { response?: T } | undefined;
  return found?.response;
}
