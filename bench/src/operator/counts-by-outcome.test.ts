import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import type { Instance } from '@plimsoll/testbed/testbed';
import { expect, test } from 'vitest';
import { countsByOutcome } from './counts-by-outcome.ts';

const text = [
  '# HELP batches_total Own batches',
  '# TYPE batches_total counter',
  'batches_total{outcome="accepted"} 7',
  'batches_total{outcome="lost before sending"} 2',
  'cpu_seconds_total{outcome="accepted"} 1.5e-2',
  'pending_operations 3',
  '',
].join('\n');

test('a counter is summed over components, by outcome; a gauge stands under no name', async () => {
  const server = createServer((_request, response) => response.end(text)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const one = { site: 'a', addressFrom: () => ({ host: '127.0.0.1', port }) } as unknown as Instance;
  try {
    expect(await countsByOutcome([one, one], 'batches_total')).toEqual({
      accepted: 14,
      'lost before sending': 4,
    });
    expect(await countsByOutcome([one], 'cpu_seconds_total')).toEqual({ accepted: 0.015 });
    expect(await countsByOutcome([one, one], 'pending_operations')).toEqual({ '': 6 });
  } finally {
    server.closeAllConnections();
    server.close();
  }
});
