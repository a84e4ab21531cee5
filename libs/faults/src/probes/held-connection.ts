import { connect } from 'node:net';
import type { Address } from '@plimsoll/testbed/testbed';

/** A connection that the probe holds open, to see what becomes of it. */
export interface HeldConnection {
  /** How it ended: `open`, `reset` (a TCP reset), `closed` (an orderly end) or an error code. */
  state(): string;
  close(): void;
}

/** Opens a connection, sends `first` and, when something was sent, waits for the first bytes back. */
export function holdConnection(
  { host, port }: Address,
  first: Uint8Array | string,
  withinMs: number,
): Promise<HeldConnection> {
  return new Promise((resolve, reject) => {
    let state = 'open';
    const socket = connect({ host, port });
    const timer = setTimeout(() => fail(`no answer within ${withinMs} ms`), withinMs);
    const fail = (words: string): void => {
      socket.destroy();
      reject(new Error(`the probe's own connection to ${host}:${port} could not be made: ${words}`));
    };
    socket.on('connect', () => socket.write(first));
    socket.once('data', () => {
      clearTimeout(timer);
      resolve({ state: () => state, close: () => socket.destroy() });
    });
    socket.on('error', (error: NodeJS.ErrnoException) => {
      clearTimeout(timer);
      state = error.code === 'ECONNRESET' ? 'reset' : (error.code ?? error.message);
      // Harmless once resolved: a promise settles once.
      fail(state);
    });
    socket.on('end', () => {
      if (state === 'open') state = 'closed';
    });
    socket.unref();
  });
}
