import type { FastifyInstance, FastifyReply } from 'fastify';
import type { HealthBody } from '@plimsoll/interface/health/health';
import type { NodeServices } from './node-services.ts';

/** `/health`, `/health/ready`, `/health/live` and `/metrics`. */
export function healthRoutes(app: FastifyInstance, node: NodeServices): void {
  const { config, parts, metrics, writer, feed } = node;
  // A dead neighbour stalls readers until it is marked offline: no fault of this node, so it may take that long.
  const stallMs = config.offlineAfterMs + config.onlineCheckMs + 2000;
  const staleMs = Math.max(1000, 10 * config.keepAliveMs);
  const bounds = { savedMs: staleMs, readMs: staleMs, visibleMs: stallMs };

  const body = (): HealthBody => {
    const now = performance.now();
    const reasons = parts.judgeHealth(
      {
        phase: writer.state.phase,
        because: writer.state.because,
        ownRowOnline: feed.ownRowOnline,
        savedAgeMs: now - writer.state.savedAtMs,
        readAgeMs: now - feed.readAtMs,
        visibleAgeMs: now - feed.movedAtMs,
        failedLoops: node.failedLoops,
      },
      bounds,
    );
    return {
      instance: config.instance,
      incarnation: node.incarnation,
      role: 'active',
      ready: reasons.length === 0,
      reasons,
      nowMicros: Math.round(node.nowMicros()),
      progress: { what: 'watermark saved', lastMicros: Math.round(writer.state.savedAtMicros) },
    };
  };
  const answer = (reply: FastifyReply): FastifyReply => {
    const health = body();
    return reply.code(health.ready ? 200 : 503).send(health);
  };
  app.get('/health', (_request, reply) => answer(reply));
  app.get('/health/ready', (_request, reply) => answer(reply));
  // Live as long as it can recover by itself; only a loop that ended for good needs a restart.
  app.get('/health/live', (_request, reply) =>
    reply
      .code(node.failedLoops.length === 0 ? 200 : 503)
      .send({ ...body(), live: node.failedLoops.length === 0 }),
  );
  app.get('/metrics', async (_request, reply) =>
    reply.header('content-type', metrics.registry.contentType).send(await metrics.registry.metrics()),
  );
}
