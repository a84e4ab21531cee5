import type { FastifyInstance, FastifyReply } from 'fastify';
import type { ManagerServices } from './manager-services.ts';

/** `/health`, `/health/ready`, `/health/live`, `/metrics`; and `/live`, as documented for the monitoring port. */
export function healthRoutes(
  app: FastifyInstance,
  { health, live, metrics }: Pick<ManagerServices, 'health' | 'live' | 'metrics'>,
): void {
  const answer = (reply: FastifyReply): FastifyReply => {
    const body = health();
    return reply.code(body.ready ? 200 : 503).send(body);
  };
  const alive = (reply: FastifyReply): FastifyReply =>
    reply.code(live() ? 200 : 503).send({ ...health(), live: live() });
  app.get('/health', (_request, reply) => answer(reply));
  app.get('/health/ready', (_request, reply) => answer(reply));
  app.get('/health/live', (_request, reply) => alive(reply));
  app.get('/live', (_request, reply) => alive(reply));
  app.get('/metrics', async (_request, reply) =>
    reply.header('content-type', metrics.registry.contentType).send(await metrics.registry.metrics()),
  );
}
