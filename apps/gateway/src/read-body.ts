import type { IncomingMessage } from 'node:http';
import { discardBody } from '@plimsoll/edge/discard-body';

/**
 * The whole body of a request, or `too-large`. It is kept, so that it can be sent to another node if the first
 * certainly did not get it.
 */
export async function readBody(request: IncomingMessage, maxBytes: number): Promise<Buffer | 'too-large'> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  const whole = await new Promise<boolean>((resolve, reject) => {
    if (Number(request.headers['content-length'] ?? 0) > maxBytes) return resolve(false);
    request.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > maxBytes) return resolve(false);
      chunks.push(chunk);
    });
    request.once('end', () => resolve(true));
    request.once('error', reject);
  });
  if (!whole) {
    request.removeAllListeners('data');
    await discardBody(request);
    return 'too-large';
  }
  return chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks);
}
