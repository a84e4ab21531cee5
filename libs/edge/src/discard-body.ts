import type { IncomingMessage } from 'node:http';

/** Bytes and milliseconds that a client which sends too much is still listened to. */
const patience = { bytes: 16 * 1024 * 1024, ms: 2000 };

/**
 * Reads the rest of a refused body and forgets it, within bounds: closing on a client that is still writing would
 * break the connection before it has read why.
 */
export function discardBody(request: IncomingMessage): Promise<void> {
  return new Promise((resolve) => {
    let bytes = 0;
    const timer = setTimeout(resolve, patience.ms);
    const done = (): void => {
      clearTimeout(timer);
      resolve();
    };
    if (request.complete || request.destroyed) return done();
    request.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > patience.bytes) done();
    });
    request.once('end', done);
    request.once('close', done);
    request.resume();
  });
}
