import { request, type Agent } from 'undici';
import type { ConformanceEndpoint } from '../target.ts';
import type { Reply } from './reply.ts';

/** What to ask. `body` is sent as JSON; `bytes` as they are, with `contentType` (JSON unless said otherwise, null for none). */
export interface Call {
  readonly method: string;
  readonly path: string;
  readonly token?: string;
  readonly body?: unknown;
  readonly bytes?: Buffer | string;
  readonly contentType?: string | null;
  readonly headers?: Readonly<Record<string, string>>;
}

/** No reply of the interface may take longer than this, in milliseconds (`await=sequenced` included). */
export const replyWithinMs = 30_000;

/** Asks once, without retries: what comes back is what the subject said. Rejects when nothing comes back. */
export async function call(agent: Agent, endpoint: ConformanceEndpoint, asked: Call): Promise<Reply> {
  const bytes = asked.bytes ?? (asked.body === undefined ? undefined : JSON.stringify(asked.body));
  const contentType = asked.contentType === undefined ? 'application/json' : asked.contentType;
  const response = await request(`http://${endpoint.host}:${endpoint.port}${asked.path}`, {
    dispatcher: agent,
    method: asked.method,
    headers: {
      ...(bytes !== undefined && contentType !== null ? { 'content-type': contentType } : {}),
      ...(asked.token === undefined ? {} : { authorization: `Bearer ${asked.token}` }),
      ...asked.headers,
    },
    body: bytes ?? null,
    headersTimeout: replyWithinMs,
    bodyTimeout: replyWithinMs,
    signal: AbortSignal.timeout(replyWithinMs),
  });
  // A subscription that was granted has no end to wait for.
  const endless = String(response.headers['content-type']).includes('ndjson');
  if (endless) response.body.on('error', () => {}).destroy();
  const text = endless ? '(an endless stream)' : await response.body.text();
  const headers = Object.fromEntries(
    Object.entries(response.headers).map(([name, value]) => [name, String(value)]),
  );
  return {
    asked: `${asked.method} ${asked.path} at ${endpoint.instance}`,
    status: response.statusCode,
    headers,
    text,
    json: parsed(text),
  };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
