import { collectDefaultMetrics, Counter, Gauge, Registry } from 'prom-client';

/** Everything `/metrics` shows of a gateway. */
export interface GatewayMetrics {
  readonly registry: Registry;
  readonly requests: Counter<'node' | 'outcome'>;
  readonly healthy: Gauge<'node'>;
  readonly streams: Gauge;
}

export function createMetrics(): GatewayMetrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  return {
    registry,
    requests: new Counter({
      name: 'plimsoll_gateway_requests_total',
      help: 'Attempts at nodes by how they ended',
      labelNames: ['node', 'outcome'],
      registers,
    }),
    healthy: new Gauge({
      name: 'plimsoll_gateway_node_healthy',
      help: '1 if the node gets requests',
      labelNames: ['node'],
      registers,
    }),
    streams: new Gauge({ name: 'plimsoll_gateway_streams', help: 'Open subscriptions', registers }),
  };
}
