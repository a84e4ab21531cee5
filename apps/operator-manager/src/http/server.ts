import { isUtf8 } from 'node:buffer';
import type { Duplex } from 'node:stream';
import fastify, { type FastifyError, type FastifyInstance } from 'fastify';
import type { Logger } from 'pino';
import type { OperatorErrorCode } from '@plimsoll/interface/operator/errors';
import { instanceHeader } from '@plimsoll/interface/sequencer/calls';
import type { Config } from '../config/config.ts';
import { httpStatusOf, Refusal, rpcError } from '../intake/refusal.ts';
import { discardBody } from '@plimsoll/edge/discard-body';

const requestMs = 15_000;
const knownPaths = new Set(['/', '/health', '/health/live', '/health/ready', '/live', '/metrics']);

/**
 * An HTTP server that answers whatever comes with a JSON-RPC error from the table: bodies are JSON in UTF-8, whole within
 * the request time and the size limit, or they are refused. No line is logged per request.
 */
export function createServer(config: Config, log: Logger): FastifyInstance {
  const app = fastify({
    bodyLimit: config.limits.bodyBytes,
    requestTimeout: requestMs,
    keepAliveTimeout: 60_000,
    forceCloseConnections: true,
    exposeHeadRoutes: false,
    return503OnClosing: false,
    http: { headersTimeout: requestMs, connectionsCheckingInterval: 500, requireHostHeader: false },
    clientErrorHandler: (error: NodeJS.ErrnoException, socket) => {
      if (error.code === 'ECONNRESET') return;
      const slow = error.code === 'ERR_HTTP_REQUEST_TIMEOUT';
      const large = error.code === 'HPE_HEADER_OVERFLOW';
      answerRaw(
        config.instance,
        slow ? 'REQUEST_TIMEOUT' : large ? 'REQUEST_TOO_LARGE' : 'INVALID_REQUEST',
        socket,
      );
    },
  });
  app.server.on('connect', (_request, socket) => answerRaw(config.instance, 'METHOD_NOT_ALLOWED', socket));
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, body, done) => {
    try {
      done(null, parseBody(body as Buffer));
    } catch (error) {
      done(error as Error);
    }
  });
  app.addHook('onRequest', (request, reply, done) => {
    void reply.header(instanceHeader, config.instance);
    const encoding = request.headers['content-encoding'];
    if (encoding === undefined || encoding === 'identity') done();
    else done(new Refusal('UNSUPPORTED_MEDIA_TYPE', 'send the body without content-encoding'));
  });
  app.setNotFoundHandler((request, reply) => {
    const path = request.url.split('?', 1)[0] ?? '';
    const code = knownPaths.has(path) ? 'METHOD_NOT_ALLOWED' : 'NOT_FOUND';
    return reply.code(httpStatusOf(code)).send(errorBody(code));
  });
  app.setErrorHandler(async (error: FastifyError, request, reply) => {
    const code = codeOf(error);
    if (code === 'REQUEST_TOO_LARGE') await discardBody(request.raw);
    if (code === 'INTERNAL_ERROR') log.error({ err: error }, 'request failed');
    const message = code === 'INTERNAL_ERROR' ? undefined : error.message;
    return reply.code(httpStatusOf(code)).send(errorBody(code, message));
  });
  return app;
}

function parseBody(body: Buffer): unknown {
  if (!isUtf8(body)) throw new Refusal('PARSE_ERROR', 'the body is not UTF-8');
  try {
    return JSON.parse(body.toString('utf8'));
  } catch {
    throw new Refusal('PARSE_ERROR');
  }
}

function errorBody(code: OperatorErrorCode, message?: string): unknown {
  return { jsonrpc: '2.0', id: null, error: rpcError(code, message) };
}

function codeOf(error: FastifyError): OperatorErrorCode {
  if (error instanceof Refusal) return error.code;
  if (error.code === 'FST_ERR_CTP_BODY_TOO_LARGE') return 'REQUEST_TOO_LARGE';
  if (error.code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') return 'UNSUPPORTED_MEDIA_TYPE';
  const status = error.statusCode ?? 500;
  return status >= 400 && status < 500 ? 'INVALID_REQUEST' : 'INTERNAL_ERROR';
}

/** What is not even HTTP, or not whole in time, never reaches a route. */
function answerRaw(instance: string, code: OperatorErrorCode, socket: Duplex): void {
  if (!socket.writable) return;
  const body = JSON.stringify(errorBody(code));
  socket.end(
    `HTTP/1.1 ${code === 'INVALID_REQUEST' ? 400 : httpStatusOf(code)} Refused\r\n${instanceHeader}: ${instance}\r\n` +
      `content-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`,
  );
}
