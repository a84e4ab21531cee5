import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Logger, pino } from 'pino';
import type { HealthBody } from '@plimsoll/interface/health/health';
import { instanceHeader } from '@plimsoll/interface/sequencer/calls';
import type { Config } from './config.ts';
import { dialectOf } from './dialect/dialect-of.ts';
import { forward } from './forward.ts';
import { createMetrics } from './metrics.ts';
import { type GatewayParts, referenceParts } from './parts.ts';
import { readBody } from './read-body.ts';
import { answer, refuse } from './reply.ts';
import { answerUnreadable } from './unreadable.ts';
import { openUpstreams } from './upstream.ts';

/** A running gateway. */
export interface Gateway {
  readonly url: string;
  /** Graceful stop within `drainMs`. */
  readonly stop: () => Promise<void>;
}

/**
 * Starts a gateway: spreads requests evenly over the healthy nodes and gives nothing to the others.
 *
 * @param parts the rules; replace one to get a broken subject
 */
export async function runGateway(
  config: Config,
  parts: GatewayParts = referenceParts,
  log: Logger = pino({ level: config.logLevel, base: { instance: config.instance } }),
): Promise<Gateway> {
  const metrics = createMetrics();
  const upstreams = openUpstreams(config, parts, log, metrics);
  const dialect = dialectOf(config.system);
  const incarnation = randomUUID();
  let stopping = false;
  let open = 0;
  let lastForwardedMicros = 0;

  const health = (): HealthBody => {
    const healthy = upstreams.nodes.filter((node) => node.healthy).length;
    const servesReads = !stopping && healthy === 0 && upstreams.nodes.some((node) => node.servesReads);
    const none = servesReads ? 'no healthy node: reads only' : 'no healthy node';
    const reasons = [...(stopping ? ['stopping'] : []), ...(healthy === 0 ? [none] : [])];
    return {
      instance: config.instance,
      incarnation,
      role: 'active',
      ready: reasons.length === 0,
      reasons,
      ...(servesReads ? { servesReads } : {}),
      nowMicros: Date.now() * 1000,
      progress: { what: `request forwarded; ${healthy} healthy nodes`, lastMicros: lastForwardedMicros },
    };
  };

  const ownPage = async (path: string, response: ServerResponse): Promise<void> => {
    if (path === '/metrics') {
      const type = metrics.registry.contentType;
      response.writeHead(200, { 'content-type': type, [instanceHeader]: config.instance });
      response.end(await metrics.registry.metrics());
      return;
    }
    const body = health();
    answer(
      response,
      config.instance,
      body.ready || path === '/health/live' ? 200 : 503,
      JSON.stringify(body),
    );
  };

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const path = (request.url ?? '').split('?', 1)[0] ?? '';
    if (request.httpVersionMajor < 1) return refuse(response, config, 'MALFORMED_REQUEST');
    if (['/health', '/health/ready', '/health/live', '/metrics'].includes(path)) {
      if (request.method !== 'GET') return refuse(response, config, 'METHOD_NOT_ALLOWED');
      return ownPage(path, response);
    }
    const judged = dialect.judgePath(path, request.method);
    if (judged !== 'forward') return refuse(response, config, judged);
    if (stopping) return refuse(response, config, 'NO_NODE_AVAILABLE', 'the gateway is stopping');
    const body = await readBody(request, dialect.bodyMaxBytes);
    if (body === 'too-large') {
      response.shouldKeepAlive = false;
      return refuse(response, config, 'REQUEST_TOO_LARGE');
    }
    lastForwardedMicros = Date.now() * 1000;
    await forward({ config, parts, upstreams, metrics }, { request, path, body }, response);
  };

  const server = createServer(
    {
      requestTimeout: config.requestMs,
      headersTimeout: config.requestMs,
      connectionsCheckingInterval: 500,
      keepAliveTimeout: 60_000,
      // Node itself would answer without a body.
      requireHostHeader: false,
    },
    (request, response) => {
      open += 1;
      response.once('close', () => (open -= 1));
      handle(request, response).catch((error: unknown) => {
        // The client's own doing (it left, or was too slow) is no error of ours.
        if (request.destroyed || response.destroyed) return;
        log.error({ err: error }, 'request failed');
        refuse(response, config, 'INTERNAL');
      });
    },
  );
  answerUnreadable(server, config);
  const colon = config.listen.lastIndexOf(':');
  const host = config.listen.slice(0, colon);
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(Number(config.listen.slice(colon + 1)), host, resolve);
  });
  const url = `http://${host}:${(server.address() as AddressInfo).port}`;
  log.info({ url, nodes: config.nodes }, 'listening');

  return {
    url,
    stop: async () => {
      stopping = true;
      server.close();
      const until = performance.now() + config.drainMs;
      const streams = async (): Promise<number> => (await metrics.streams.get()).values[0]?.value ?? 0;
      // Streams never end by themselves; requests do.
      while (open > (await streams()) && performance.now() < until) await sleep(10);
      server.closeAllConnections();
      await upstreams.close();
      log.info('stopped');
    },
  };
}
