import type { FastifyInstance } from 'fastify';

/** Listens on `host:port` and returns the base URL. */
export function listen(app: FastifyInstance, address: string): Promise<string> {
  const colon = address.lastIndexOf(':');
  return app.listen({ host: address.slice(0, colon), port: Number(address.slice(colon + 1)) });
}
