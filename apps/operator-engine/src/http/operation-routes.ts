import type { FastifyInstance } from 'fastify';
import Type from 'typebox';
import type { Registration } from '../engine/intake.ts';
import type { EngineServices } from './engine-services.ts';

const Body = Type.Object(
  {
    operations: Type.Array(
      Type.Object({
        hash: Type.String({ pattern: '^0x[0-9a-f]{64}$' }),
        method: Type.String(),
        params: Type.Array(Type.Unknown()),
        verified: Type.Optional(Type.Boolean()),
      }),
      { maxItems: 10_000 },
    ),
    /** Accepted by some instance already: there is always room (RH-13). */
    owed: Type.Optional(Type.Boolean()),
  },
  { additionalProperties: false },
);

/**
 * `POST /operations`: registers operations, once each by hash whatever the path (RG-03). 200 `{registered, refused}`; 429
 * OVER_CAPACITY with the same, when not all found room: those after the first `registered + refused.length` have to come again.
 */
export function operationRoutes(app: FastifyInstance, { engine, metrics }: EngineServices): void {
  app.post('/operations', { schema: { body: Body } }, (request, reply) => {
    const { operations, owed } = request.body as { operations: Registration[]; owed?: boolean };
    const { registered, refused, full } = engine.intake.register(
      operations,
      owed === true ? 'owed' : 'asked',
    );
    metrics.registered.inc({ outcome: 'registered' }, registered);
    metrics.registered.inc({ outcome: 'refused' }, refused.length);
    if (!full) return reply.send({ registered, refused });
    metrics.registered.inc({ outcome: 'over capacity' });
    return reply.code(429).send({
      registered,
      refused,
      error: { code: 'OVER_CAPACITY', message: 'the engine holds as many operations as it may' },
    });
  });
}
