import { connect } from 'node:net';
import type { Address } from '@plimsoll/testbed/testbed';

/** How a PostgreSQL server was heard, or not, at an address. */
export interface SslAnswer {
  readonly answered: boolean;
  readonly afterMs: number;
  /** In words: `answered N`, `connection refused`, `silent`. */
  readonly words: string;
}

/** The SSLRequest message (length 8, code 80877103): the first thing any PostgreSQL server answers, before authentication, with one byte. */
export const sslRequest = Buffer.from([0, 0, 0, 8, 4, 210, 22, 47]);

/** Asks a PostgreSQL server at an address for encryption and waits for its one byte, `withinMs` at most. */
export function askForSsl({ host, port }: Address, withinMs: number): Promise<SslAnswer> {
  return new Promise((resolve) => {
    const start = performance.now();
    const socket = connect({ host, port });
    const end = (answered: boolean, words: string): void => {
      clearTimeout(timer);
      socket.destroy();
      resolve({ answered, afterMs: performance.now() - start, words });
    };
    const timer = setTimeout(() => end(false, `silent for ${withinMs} ms`), withinMs);
    socket.on('connect', () => socket.write(sslRequest));
    socket.on('data', (bytes) => {
      const letter = String.fromCharCode(bytes[0] ?? 0);
      end(letter === 'N' || letter === 'S', `answered ${letter}`);
    });
    socket.on('error', (error: NodeJS.ErrnoException) => end(false, error.code ?? error.message));
    socket.on('close', () => end(false, 'closed without an answer'));
  });
}
