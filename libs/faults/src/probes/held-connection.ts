import { connect } from 'node:net';
import type { Address } from '@plimsoll/testbed/testbed';

/** A connection that the probe holds open, with bytes under way, to see what becomes of it. */
export interface HeldConnection {
  /** How it ended: `open`, `reset` (a TCP reset), `closed` (an orderly end) or an error code. */
  state(): string;
  close(): void;
}

/** What the probe says on its connection: first, and after the answer, a little all the time. */
export interface Talk {
  readonly first: Uint8Array | string;
  /** Sent once answered: the beginning of something that the server waits to be finished. */
  readonly second: Uint8Array | string;
  /** Sent every 5 ms from then on: idle connections are closed in order, only busy ones are reset. */
  readonly drip: Uint8Array | string;
}

/** Opens a connection and talks on it. Rejects when the first word is not answered within `withinMs`. */
export function holdConnection(
  { host, port }: Address,
  talk: Talk,
  withinMs: number,
): Promise<HeldConnection> {
  return new Promise((resolve, reject) => {
    let state = 'open';
    let dripping: NodeJS.Timeout | undefined;
    const socket = connect({ host, port });
    const fail = (words: string): void => {
      socket.destroy();
      // Harmless once resolved: a promise settles once.
      reject(new Error(`the probe's own connection to ${host}:${port} could not be made: ${words}`));
    };
    const timer = setTimeout(() => fail(`no answer within ${withinMs} ms`), withinMs);
    socket.on('connect', () => socket.write(talk.first));
    socket.once('data', () => {
      clearTimeout(timer);
      socket.write(talk.second);
      dripping = setInterval(() => socket.writable && socket.write(talk.drip), 5);
      dripping.unref();
      // Read on, or the end would never be told.
      socket.resume();
      resolve({ state: () => state, close: () => socket.destroy() });
    });
    socket.on('error', (error: NodeJS.ErrnoException) => {
      state = error.code === 'ECONNRESET' ? 'reset' : (error.code ?? error.message);
      fail(state);
    });
    socket.on('end', () => {
      if (state === 'open') state = 'closed';
    });
    socket.on('close', () => {
      clearTimeout(timer);
      clearInterval(dripping);
    });
    socket.unref();
  });
}
