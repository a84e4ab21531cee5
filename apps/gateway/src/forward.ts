import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import type { Dispatcher } from 'undici';
import { instanceHeader } from '@plimsoll/interface/sequencer/calls';
import type { Config } from './config.ts';
import type { GatewayMetrics } from './metrics.ts';
import type { GatewayParts } from './parts.ts';
import { refuse } from './reply.ts';
import type { Upstream, Upstreams } from './upstream.ts';

/** A request with its body, ready to be sent as often as need be. */
export interface Forwardable {
  readonly request: IncomingMessage;
  readonly path: string;
  readonly body: Buffer;
}

export interface ForwardContext {
  readonly config: Config;
  readonly parts: GatewayParts;
  readonly upstreams: Upstreams;
  readonly metrics: GatewayMetrics;
}

const passedOn = ['content-type', 'content-encoding', 'authorization', 'accept'] as const;
/** These change something that must not be done twice; all else may be repeated. */
const notRepeatable = new Set(['/v1/send', '/v1/auth/token']);
/** Errors of making a connection: nothing was sent. */
const connectErrors = new Set([
  'ECONNREFUSED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  'UND_ERR_CONNECT_TIMEOUT',
]);

let turn = 0;

/**
 * Gives a request to a healthy node and its reply to the client; tries another node only where the rule allows it.
 * `NO_NODE_AVAILABLE` is answered only if no node can have got it, `UPSTREAM_LOST` as soon as one may have.
 */
export async function forward(
  context: ForwardContext,
  what: Forwardable,
  response: ServerResponse,
): Promise<void> {
  const { config, parts, upstreams, metrics } = context;
  const tried = new Set<string>();
  const mine = turn++;
  const stream = what.path === '/v1/subscribe';
  let refusal: Answered | undefined;
  for (;;) {
    const node = parts.chooseNode(upstreams.nodes, mine, tried);
    if (!node) {
      if (refusal) return pass(refusal, response);
      return refuse(response, config.instance, 'NO_NODE_AVAILABLE');
    }
    tried.add(node.address);
    const ended = await (stream ? streamFrom : askOnce)(context, node, what, response);
    const outcome = ended.kind === 'answered' ? String(ended.status) : ended.kind;
    metrics.requests.inc({ node: node.address, outcome });
    if (ended.kind === 'done' || response.destroyed) return;
    if (ended.kind === 'answered' && ended.refusedAs === undefined) return pass(ended, response);
    const neverSent = ended.kind === 'unreachable';
    if (neverSent) upstreams.unreachable(node);
    const refusedAs = ended.kind === 'answered' ? ended.refusedAs : undefined;
    const repeatable = !notRepeatable.has(what.path);
    if (ended.kind === 'answered') refusal = ended;
    if (parts.mayTryAnother({ neverSent, refusedAs, repeatable })) continue;
    if (ended.kind === 'answered') return pass(ended, response);
    return refuse(response, config.instance, parts.failureCode(neverSent));
  }
}

interface Answered {
  readonly kind: 'answered';
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly body: Buffer;
  /** Its code, if the node said that it does not serve now. */
  readonly refusedAs: string | undefined;
}
type Ended = Answered | { readonly kind: 'unreachable' | 'lost' | 'done' };

function options(node: Upstream, { request, path, body }: Forwardable): Dispatcher.RequestOptions {
  const headers: Record<string, string> = {};
  for (const name of passedOn) {
    const value = request.headers[name];
    if (value !== undefined) headers[name] = value;
  }
  const query = request.url?.slice(path.length) ?? '';
  const method = request.method as Dispatcher.HttpMethod;
  return {
    path: path + query,
    method,
    headers,
    body: body.length > 0 ? body : null,
    signal: node.patience.signal,
  };
}

const failed = (error: unknown): Ended => ({
  kind: connectErrors.has((error as { code?: string }).code ?? '') ? 'unreachable' : 'lost',
});

async function askOnce(_context: ForwardContext, node: Upstream, what: Forwardable): Promise<Ended> {
  try {
    const reply = await node.requests.request(options(node, what));
    return await answered(reply);
  } catch (error) {
    return failed(error);
  }
}

async function answered(reply: Dispatcher.ResponseData): Promise<Answered> {
  const body = Buffer.from(await reply.body.arrayBuffer());
  return {
    kind: 'answered',
    status: reply.statusCode,
    headers: keptHeaders(reply.headers),
    body,
    refusedAs: reply.statusCode === 503 ? codeIn(body) : undefined,
  };
}

function keptHeaders(headers: Dispatcher.ResponseData['headers']): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const name of ['content-type', 'cache-control', 'allow', instanceHeader]) {
    const value = headers[name];
    if (typeof value === 'string') kept[name] = value;
  }
  return kept;
}

function codeIn(body: Buffer): string {
  try {
    return String((JSON.parse(body.toString()) as { error?: { code?: unknown } }).error?.code);
  } catch {
    return '';
  }
}

function pass(reply: Answered, response: ServerResponse): void {
  if (response.headersSent || response.destroyed) return;
  response.writeHead(reply.status, reply.headers);
  response.end(reply.body);
}

/** Passes a subscription through, line by line as it comes; a node that dies or hangs ends the client's stream too. */
async function streamFrom(
  { metrics }: ForwardContext,
  node: Upstream,
  what: Forwardable,
  response: ServerResponse,
): Promise<Ended> {
  let reply: Dispatcher.ResponseData;
  try {
    reply = await node.streams.request(options(node, what));
    if (reply.statusCode !== 200) return await answered(reply);
  } catch (error) {
    return failed(error);
  }
  metrics.streams.inc();
  response.writeHead(200, keptHeaders(reply.headers));
  response.flushHeaders();
  try {
    // Ends the client's stream with the node's, and breaks it off, unclean, when the node dies or hangs.
    await pipeline(reply.body, response);
  } catch {
    response.destroy();
  } finally {
    metrics.streams.dec();
  }
  return { kind: 'done' };
}
