import { ParamsMistake } from '@plimsoll/interface/operator/param-reader';
import type { OperatorErrorCode } from '@plimsoll/interface/operator/errors';
import { Refusal, rpcError } from '../intake/refusal.ts';
import type { Method } from '../methods/methods.ts';
import type { ManagerServices } from './manager-services.ts';

interface Reply {
  readonly jsonrpc: '2.0';
  readonly id: string | number | null;
  readonly result?: unknown;
  readonly error?: ReturnType<typeof rpcError>;
}

const fail = (id: Reply['id'], code: OperatorErrorCode, message?: string): Reply => ({
  jsonrpc: '2.0',
  id,
  error: rpcError(code, message),
});

/**
 * Answers a body of JSON-RPC 2.0, a call or an array of calls.
 *
 * @returns undefined where nothing is to be answered: calls without an id
 */
export async function answerRpc(
  body: unknown,
  methods: Readonly<Record<string, Method>>,
  services: ManagerServices,
): Promise<Reply | Reply[] | undefined> {
  if (!Array.isArray(body)) return answerCall(body, methods, services);
  if (body.length === 0) return fail(null, 'INVALID_REQUEST', 'an empty array');
  const most = services.config.limits.callsInBatch;
  if (body.length > most)
    return fail(null, 'TOO_MANY_CALLS', `${body.length} calls, at most ${most} are taken at once`);
  const replies = await Promise.all(body.map((call) => answerCall(call, methods, services)));
  const due = replies.filter((reply) => reply !== undefined);
  return due.length === 0 ? undefined : due;
}

async function answerCall(
  call: unknown,
  methods: Readonly<Record<string, Method>>,
  services: ManagerServices,
): Promise<Reply | undefined> {
  if (typeof call !== 'object' || call === null || Array.isArray(call)) return fail(null, 'INVALID_REQUEST');
  const { jsonrpc, method, params = [], id } = call as Record<string, unknown>;
  if (id !== undefined && id !== null && typeof id !== 'string' && typeof id !== 'number')
    return fail(null, 'INVALID_REQUEST', 'id is neither a string nor a number');
  const reply = async (): Promise<Reply> => {
    const known = id ?? null;
    if (jsonrpc !== '2.0' || typeof method !== 'string') return fail(known, 'INVALID_REQUEST');
    const found = Object.hasOwn(methods, method) ? methods[method] : undefined;
    if (!found) return fail(known, 'METHOD_NOT_FOUND');
    if (!Array.isArray(params))
      return fail(known, 'INVALID_PARAMS', 'params: positional parameters, in an array, are expected');
    const outcome = await run(found, params, services, method);
    services.metrics.calls.inc({ method, outcome: 'code' in outcome ? outcome.code : 'ok' });
    return 'code' in outcome
      ? fail(known, outcome.code, outcome.message)
      : { jsonrpc: '2.0', id: known, result: outcome.result };
  };
  const answered = await reply();
  return id === undefined && answered.error?.data.code !== 'INVALID_REQUEST' ? undefined : answered;
}

async function run(
  method: Method,
  params: readonly unknown[],
  services: ManagerServices,
  name: string,
): Promise<{ readonly result: unknown } | { readonly code: OperatorErrorCode; readonly message?: string }> {
  try {
    return { result: await method(params, services) };
  } catch (error) {
    if (error instanceof Refusal) return { code: error.code, message: error.message };
    if (error instanceof ParamsMistake) return { code: 'INVALID_PARAMS', message: error.message };
    services.log.error({ err: error, method: name }, 'call failed');
    return { code: 'INTERNAL_ERROR' };
  }
}
