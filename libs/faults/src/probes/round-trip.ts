import { request } from 'node:http';
import type { Address } from '@plimsoll/testbed/testbed';

/**
 * Milliseconds until an HTTP server answers `GET /health` that carries `paddingBytes` of a header nobody reads,
 * whatever the answer is: on a narrow link the time grows with the bytes. Rejects after `withinMs`.
 */
export function roundTripMs(
  { host, port }: Address,
  paddingBytes: number,
  withinMs: number,
): Promise<number> {
  return new Promise((resolve, reject) => {
    const start = performance.now();
    const call = request({
      host,
      port,
      path: '/health',
      agent: false,
      headers: { 'x-plimsoll-padding': 'p'.repeat(paddingBytes) },
      signal: AbortSignal.timeout(withinMs),
    });
    call.on('response', (response) => {
      response.resume();
      response.on('end', () => resolve(performance.now() - start));
      response.on('error', reject);
    });
    call.on('error', reject);
    call.end();
  });
}
