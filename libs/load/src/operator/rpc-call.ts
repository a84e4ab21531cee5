import type { Outcome } from '@plimsoll/interface/outcome/outcome';
import { operatorErrors } from '@plimsoll/interface/operator/errors';
import type { Reply, Request } from '../http-caller.ts';

/** A JSON-RPC call by its documented name and positional parameters. */
export interface RpcCall {
  readonly method: string;
  readonly params: readonly unknown[];
}

/** What a caller may believe after a call. `result` only where the reply was one that the interface promises. */
export interface RpcAnswer {
  readonly outcome: Outcome;
  readonly code: string | undefined;
  readonly result: unknown;
}

const definite: ReadonlySet<string> = new Set(
  operatorErrors.filter(({ certainty }) => certainty === 'definite').map(({ code }) => code),
);

/** Body of one call; `id` comes back in the answer. */
export function rpcBody({ method, params }: RpcCall, id: number): string {
  return JSON.stringify({ jsonrpc: '2.0', id, method, params });
}

/** An HTTP request that carries a body. */
export function rpcRequest(body: string): Request {
  return { method: 'POST', path: '/', token: undefined, body };
}

/**
 * Outcome of a call, strictly by the operator's error table: `ok` only for a result, `fail` only for a code that the table
 * calls definite or where nothing was sent; everything else, rubbish included, is `info` (RG-17).
 */
export function classifyRpc(reply: Pick<Reply, 'error' | 'text'>): RpcAnswer {
  if (reply.error === 'NOT_SENT') return ended('fail', 'NOT_SENT');
  if (reply.error !== undefined) return ended('info', reply.error);
  return answerOf(parse(reply.text));
}

/** What one answer object of a reply says; in a batch array there are several. */
export function answerOf(body: unknown): RpcAnswer {
  if (!isObject(body)) return ended('info', 'GARBAGE');
  const { result, error } = body as {
    readonly result?: unknown;
    readonly error?: { readonly data?: { readonly code?: unknown } };
  };
  if (error === undefined || error === null)
    return result === undefined ? ended('info', 'GARBAGE') : { outcome: 'ok', code: undefined, result };
  const code = isObject(error) && isObject(error.data) ? error.data.code : undefined;
  if (typeof code !== 'string' || !/^[A-Z0-9_]{1,64}$/.test(code)) return ended('info', 'GARBAGE');
  return ended(definite.has(code) ? 'fail' : 'info', code);
}

/** An object, and so something that may have fields. */
export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function ended(outcome: Outcome, code: string): RpcAnswer {
  return { outcome, code, result: undefined };
}
