import type { IncomingMessage, ServerResponse } from 'node:http';
import { pipeline } from 'node:stream/promises';
import type { Dispatcher } from 'undici';
import { instanceHeader } from '@plimsoll/interface/sequencer/calls';
import type { Config } from './config.ts';
import { dialectOf } from './dialect/dialect-of.ts';
import type { Dialect } from './dialect/dialect.ts';
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
  const dialect = dialectOf(config.system);
  const tried = new Set<string>();
  const mine = turn++;
  const stream = dialect.isStream(what.path);
  let refusal: Answered | undefined;
  // A node was lost with the request: whatever comes after, it may have been done.
  let doubt = false;
  const settle = (reply: Answered): void => {
    if (doubt && dialect.isDoubtfulAfterLoss(what.body, reply.status, reply.body))
      return refuse(response, config, 'UPSTREAM_LOST', undefined, what.body);
    pass(reply, response);
  };
  for (;;) {
    const node =
      parts.chooseNode(upstreams.nodes, mine, tried) ?? readable(context, dialect, what, mine, tried);
    if (!node) {
      if (refusal) return settle(refusal);
      return refuse(
        response,
        config,
        doubt ? parts.failureCode(false) : 'NO_NODE_AVAILABLE',
        undefined,
        what.body,
      );
    }
    tried.add(node.address);
    const ended = await (stream ? streamFrom : askOnce)(context, dialect, node, what, response);
    const outcome = ended.kind === 'answered' ? String(ended.status) : ended.kind;
    metrics.requests.inc({ node: node.address, outcome });
    if (ended.kind === 'done' || response.destroyed) return;
    if (ended.kind === 'answered' && ended.refusedAs === undefined) return settle(ended);
    const neverSent = ended.kind === 'unreachable';
    if (neverSent) upstreams.unreachable(node);
    const refusedAs = ended.kind === 'answered' ? ended.refusedAs : undefined;
    if (ended.kind === 'lost' || (refusedAs !== undefined && dialect.leavesDoubt(refusedAs))) doubt = true;
    const repeatable = dialect.isRepeatable(what.path);
    if (ended.kind === 'answered') refusal = ended;
    if (parts.mayTryAnother({ neverSent, refusedAs, repeatable })) continue;
    if (ended.kind === 'answered') return settle(ended);
    return refuse(response, config, parts.failureCode(neverSent), undefined, what.body);
  }
}

/**
 * While no node is ready, one that says that it answers reads gets them: what is final stays final, and a client may look
 * up what became of its operations when nothing can be accepted (RG-16). Writes get no such node: they would be refused there.
 */
function readable(
  { parts, upstreams }: ForwardContext,
  dialect: Dialect,
  { body }: Forwardable,
  turnNumber: number,
  tried: ReadonlySet<string>,
): Upstream | undefined {
  if (upstreams.nodes.some(({ healthy }) => healthy) || !dialect.isRead(body)) return undefined;
  const views = upstreams.nodes.map((node) => ({ node, address: node.address, healthy: node.servesReads }));
  return parts.chooseNode(views, turnNumber, tried)?.node;
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

async function askOnce(
  _context: ForwardContext,
  dialect: Dialect,
  node: Upstream,
  what: Forwardable,
): Promise<Ended> {
  try {
    const reply = await node.requests.request(options(node, what));
    return await answered(reply, dialect);
  } catch (error) {
    return failed(error);
  }
}

async function answered(reply: Dispatcher.ResponseData, dialect: Dialect): Promise<Answered> {
  const body = Buffer.from(await reply.body.arrayBuffer());
  return {
    kind: 'answered',
    status: reply.statusCode,
    headers: keptHeaders(reply.headers),
    body,
    refusedAs: dialect.refusedAs(reply.statusCode, body),
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

function pass(reply: Answered, response: ServerResponse): void {
  if (response.headersSent || response.destroyed) return;
  response.writeHead(reply.status, reply.headers);
  response.end(reply.body);
}

/** Passes a subscription through, line by line as it comes; a node that dies or hangs ends the client's stream too. */
async function streamFrom(
  { metrics }: ForwardContext,
  dialect: Dialect,
  node: Upstream,
  what: Forwardable,
  response: ServerResponse,
): Promise<Ended> {
  let reply: Dispatcher.ResponseData;
  try {
    reply = await node.streams.request(options(node, what));
    if (reply.statusCode !== 200) return await answered(reply, dialect);
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
