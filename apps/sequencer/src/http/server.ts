import { isUtf8 } from 'node:buffer';
import type { Duplex } from 'node:stream';
import fastify, { type FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import { instanceHeader } from '@plimsoll/interface/sequencer/calls';
import { sendLimits } from '@plimsoll/interface/sequencer/send';
import type { Config } from '../config/config.ts';
import { discardBody } from '@plimsoll/edge/discard-body';
import { codeOf, errorBody, refuse, Refusal, statusOf, type ErrorCode } from './refuse.ts';

/** The paths of the interface, for telling a wrong method from a wrong path. */
const knownPaths = new Set([
  '/v1/send',
  '/v1/subscribe',
  '/v1/acknowledge',
  '/v1/time',
  '/v1/bounds',
  '/v1/auth/challenge',
  '/v1/auth/token',
  '/health',
  '/health/live',
  '/health/ready',
  '/metrics',
]);

/**
 * An HTTP server that answers whatever comes with a body from the error table: bodies are JSON in UTF-8, whole
 * within the request time and the size limit, or they are refused. No line is logged per request.
 */
export function createServer(config: Config, log: Logger): FastifyInstance {
  const app = fastify({
    bodyLimit: sendLimits.bodyMaxBytes,
    requestTimeout: config.requestMs,
    keepAliveTimeout: 60_000,
    forceCloseConnections: true,
    exposeHeadRoutes: false,
    return503OnClosing: false,
    routerOptions: { ignoreTrailingSlash: false },
    // Without a Host header Node itself would answer, without a body.
    http: { headersTimeout: config.requestMs, connectionsCheckingInterval: 500, requireHostHeader: false },
    ajv: {
      customOptions: {
        coerceTypes: false,
        removeAdditional: false,
        useDefaults: false,
        allErrors: false,
        // The type checker has seen to our schemas; start time is part of failover.
        validateSchema: false,
      },
    },
    clientErrorHandler: (error: NodeJS.ErrnoException, socket) => {
      answerRaw(config.instance, codeOfRaw(error), socket);
    },
    frameworkErrors: (error, _request, reply) => {
      void reply.header(instanceHeader, config.instance);
      return refuse(reply as never, codeOf(error), error.message) as never;
    },
  });

  app.server.on('connect', (_request, socket) => answerRaw(config.instance, 'METHOD_NOT_ALLOWED', socket));
  app.server.on('checkExpectation', (_request, response) => {
    answerRaw(config.instance, 'MALFORMED_REQUEST', response.socket as Duplex);
  });
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body, done) => {
    try {
      done(null, parseBody(request.headers['content-type'] ?? '', body as Buffer));
    } catch (error) {
      done(error as Error);
    }
  });
  app.addHook('onRequest', (request, reply, done) => {
    void reply.header(instanceHeader, config.instance);
    if (request.raw.httpVersionMajor < 1) return done(new Refusal('MALFORMED_REQUEST', 'HTTP/1.1 is needed'));
    const encoding = request.headers['content-encoding'];
    if (encoding !== undefined && encoding !== 'identity')
      done(new Refusal('UNSUPPORTED_MEDIA_TYPE', 'send the body without content-encoding'));
    else done();
  });
  app.setNotFoundHandler((request, reply) => {
    const path = request.url.split('?', 1)[0] ?? '';
    return refuse(reply, knownPaths.has(path) ? 'METHOD_NOT_ALLOWED' : 'NOT_FOUND');
  });
  app.setErrorHandler(async (error: Error, request, reply) => {
    const code = codeOf(error);
    if (code === 'REQUEST_TOO_LARGE') await discardBody(request.raw);
    if (code === 'INTERNAL') log.error({ err: error }, 'request failed');
    return refuse(reply, code, code === 'INTERNAL' ? undefined : error.message);
  });
  return app;
}

function parseBody(contentType: string, body: Buffer): unknown {
  const charset = /;\s*charset\s*=\s*"?([^";\s]+)/i.exec(contentType)?.[1]?.toLowerCase();
  if (charset !== undefined && charset !== 'utf-8' && charset !== 'utf8')
    throw new Refusal('UNSUPPORTED_MEDIA_TYPE', `charset ${charset.slice(0, 40)} is not UTF-8`);
  if (!isUtf8(body)) throw new Refusal('MALFORMED_REQUEST', 'the body is not UTF-8');
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    throw new Refusal('MALFORMED_REQUEST', 'the body is not JSON');
  }
}

function codeOfRaw(error: NodeJS.ErrnoException): ErrorCode | undefined {
  if (error.code === 'ECONNRESET') return undefined;
  if (error.code === 'ERR_HTTP_REQUEST_TIMEOUT') return 'REQUEST_TIMEOUT';
  return error.code === 'HPE_HEADER_OVERFLOW' ? 'REQUEST_TOO_LARGE' : 'MALFORMED_REQUEST';
}

/** What is not even HTTP, or not whole in time, never reaches a route. */
function answerRaw(instance: string, code: ErrorCode | undefined, socket: Duplex): void {
  if (code === undefined || !socket.writable) return;
  const body = JSON.stringify(errorBody(code, code === 'REQUEST_TIMEOUT' ? 'too slow' : 'not valid here'));
  socket.end(
    `HTTP/1.1 ${statusOf(code)} Refused\r\n${instanceHeader}: ${instance}\r\ncontent-type: application/json\r\n` +
      `content-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`,
  );
}
