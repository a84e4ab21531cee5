import fastify, { type FastifyInstance } from 'fastify';
import type { Logger } from 'pino';

/** Room for a few thousand operations or a large batch with its witness. */
const bodyMaxBytes = 32 * 1024 * 1024;

/** An HTTP server for the parts of one operator instance among themselves. Errors are `{error: {code, message}}`; no line is logged per request. */
export function createServer(log: Logger): FastifyInstance {
  const app = fastify({
    bodyLimit: bodyMaxBytes,
    requestTimeout: 60_000,
    keepAliveTimeout: 60_000,
    forceCloseConnections: true,
    return503OnClosing: false,
    // Our schemas are what the type checker says: checking them against the schema of schemas takes a tenth of a start.
    ajv: {
      customOptions: {
        coerceTypes: false,
        removeAdditional: false,
        allErrors: false,
        validateSchema: false,
      },
    },
  });
  app.setNotFoundHandler((_request, reply) =>
    reply.code(404).send({ error: { code: 'NOT_FOUND', message: 'no such path' } }),
  );
  app.setErrorHandler((error: Error & { statusCode?: number }, _request, reply) => {
    const status = error.statusCode ?? 500;
    if (status >= 500) log.error({ err: error }, 'request failed');
    const code = status < 500 ? 'INVALID_REQUEST' : 'INTERNAL';
    return reply
      .code(status)
      .send({ error: { code, message: status < 500 ? error.message : 'failed within' } });
  });
  return app;
}
