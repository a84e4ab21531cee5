import { connect } from 'node:net';
import type { Address } from '@plimsoll/testbed/testbed';
import { wasAwake, whileAwake } from './held-up.ts';

/** How a PostgreSQL server was heard, or not, at an address. */
export interface SslAnswer {
  /** `closed` is refused, reset or hung up on; `unsure` is silence that the probe was not awake to vouch for. */
  readonly how: 'answered' | 'silent' | 'closed' | 'unsure';
  readonly afterMs: number;
  /** In words: `answered N`, `ECONNREFUSED`, `silent for 500 ms`. */
  readonly words: string;
}

/** The SSLRequest message (length 8, code 80877103): the first thing any PostgreSQL server answers, before authentication, with one byte. */
export const sslRequest = Buffer.from([0, 0, 0, 8, 4, 210, 22, 47]);

/**
 * Asks a PostgreSQL server at an address for encryption and waits for its one byte, `withinMs` at most; longer only
 * where this very process was held up, since a silence counts only if the probe was awake.
 */
export async function askForSsl(address: Address, withinMs: number): Promise<SslAnswer> {
  for (let waitMs = withinMs; ; waitMs *= 2) {
    const { result, heldUpMs } = await whileAwake(() => ask(address, waitMs));
    if (result.how !== 'silent' || wasAwake(heldUpMs, waitMs)) return result;
    if (waitMs >= 8 * withinMs) {
      const words = `the probe itself was held up for ${heldUpMs} of ${waitMs} ms`;
      return { ...result, how: 'unsure', words };
    }
  }
}

function ask({ host, port }: Address, withinMs: number): Promise<SslAnswer> {
  return new Promise((resolve) => {
    const start = performance.now();
    const socket = connect({ host, port });
    const end = (how: SslAnswer['how'], words: string): void => {
      clearTimeout(timer);
      socket.destroy();
      resolve({ how, afterMs: performance.now() - start, words });
    };
    const timer = setTimeout(() => end('silent', `silent for ${withinMs} ms`), withinMs);
    socket.on('connect', () => socket.write(sslRequest));
    socket.on('data', (bytes) => {
      const letter = String.fromCharCode(bytes[0] ?? 0);
      end(letter === 'N' || letter === 'S' ? 'answered' : 'closed', `answered ${letter}`);
    });
    socket.on('error', (error: NodeJS.ErrnoException) => end('closed', error.code ?? error.message));
    socket.on('close', () => end('closed', 'closed without an answer'));
  });
}
