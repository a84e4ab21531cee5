import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Instance } from '@plimsoll/testbed/testbed';
import { afterAll, expect, test } from 'vitest';
import { metricOf } from './metric-of.ts';

const metrics = `# TYPE copied_total counter
copied_total{topic="a"} 12
copied_total{topic="b"} 30
copied_total_more 5
seconds_sum 0.25
`;
const server = createServer((_request, response) => response.end(metrics)).listen(0, '127.0.0.1');
afterAll(() => server.close());

test('a metric is summed over its labels, and is 0 before it was counted', async () => {
  if (!server.listening) await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const component = { site: 'a', addressFrom: () => ({ host: '127.0.0.1', port }) } as unknown as Instance;
  expect(await metricOf(component, 'copied_total')).toBe(42);
  expect(await metricOf(component, 'seconds_sum')).toBe(0.25);
  expect(await metricOf(component, 'saves_total')).toBe(0);
});
