import type { FastifyInstance, FastifyReply } from 'fastify';
import type { HealthBody } from '@plimsoll/interface/health/health';
import type { EngineServices } from './engine-services.ts';

/** `/health`, `/health/ready`, `/health/live` and `/metrics`. */
export function healthRoutes(app: FastifyInstance, services: EngineServices): void {
  const { config, parts, metrics, engine } = services;
  const body = (): HealthBody => {
    const reasons = parts.judgeHealth(engine.facts(), config);
    const health: HealthBody & Record<string, unknown> = {
      instance: config.instance,
      incarnation: engine.incarnation,
      role: engine.turn().submit ? 'active' : 'passive',
      ready: reasons.length === 0,
      reasons,
      nowMicros: Date.now() * 1000,
      progress: {
        what: 'batch accepted, or nothing to submit',
        lastMicros: engine.lastProgressMicros(),
      },
      unsafe: config.unsafe,
    };
    return health;
  };
  const answer = (reply: FastifyReply): FastifyReply => {
    const health = body();
    return reply.code(health.ready ? 200 : 503).send(health);
  };
  app.get('/health', (_request, reply) => answer(reply));
  app.get('/health/ready', (_request, reply) => answer(reply));
  // Live as long as it answers: everything that it can run into heals by itself, or needs a person.
  app.get('/health/live', (_request, reply) => reply.send({ ...body(), live: true }));
  app.get('/metrics', async (_request, reply) =>
    reply.header('content-type', metrics.registry.contentType).send(await metrics.registry.metrics()),
  );
}
