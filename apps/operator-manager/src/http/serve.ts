import type { FastifyInstance } from 'fastify';
import { methods } from '../methods/methods.ts';
import { healthRoutes } from './health-routes.ts';
import type { ManagerServices } from './manager-services.ts';
import { answerRpc } from './rpc.ts';
import { createServer } from './server.ts';

/** The listening servers. */
export interface Serving {
  /** Base URL of JSON-RPC. */
  readonly url: string;
  readonly close: () => Promise<void>;
}

/** Listens: JSON-RPC and health on one address, health and metrics on the monitoring address where there is one. */
export async function serve(services: ManagerServices): Promise<Serving> {
  const { config, log } = services;
  const api = createServer(config, log);
  api.post('/', async (request, reply) => {
    const answer = await answerRpc(request.body, methods, services);
    return answer === undefined ? reply.code(204).send() : reply.send(answer);
  });
  healthRoutes(api, services);
  const servers = [api];
  if (config.monitoringListen !== undefined) {
    const monitoring = createServer(config, log);
    healthRoutes(monitoring, services);
    await listen(monitoring, config.monitoringListen);
    servers.push(monitoring);
  }
  return {
    url: await listen(api, config.listen),
    close: async () => {
      await Promise.all(servers.map((server) => server.close()));
    },
  };
}

/** Listens at `host:port`; resolves with the base URL. */
export function listen(server: FastifyInstance, address: string): Promise<string> {
  const colon = address.lastIndexOf(':');
  return server.listen({ host: address.slice(0, colon), port: Number(address.slice(colon + 1)) });
}
