import { operatorErrors, type OperatorErrorCode } from '@plimsoll/interface/operator/errors';
import { operatorLimits } from '@plimsoll/interface/operator/limits';
import type { Dialect, GatewayCode } from './dialect.ts';

/** What the operator's table calls the gateway's codes; the others have the same name there. */
const names: Partial<Record<GatewayCode, OperatorErrorCode>> = {
  NO_NODE_AVAILABLE: 'NO_INSTANCE',
  MALFORMED_REQUEST: 'INVALID_REQUEST',
  INTERNAL: 'INTERNAL_ERROR',
};
/** An instance that answers so does not serve now; another may. All but the last did nothing. */
const unavailable = new Set(['NOT_READY', 'DRAINING', 'OVER_CAPACITY', 'WRITE_REFUSED', 'WRITE_UNCERTAIN']);
/** Refusals that any instance gives to the same bytes, whatever it knows. */
const sameEverywhere = new Set([
  'PARSE_ERROR',
  'INVALID_REQUEST',
  'METHOD_NOT_FOUND',
  'INVALID_PARAMS',
  'SIGNATURE_INVALID',
  'TOO_MANY_CALLS',
  'REQUEST_TOO_LARGE',
  'UNSUPPORTED_MEDIA_TYPE',
]);
const write = /"pazkp_(?:create|redeem)/;

/**
 * The operator: JSON-RPC in a POST to /. An operation is known by its hash, so the same bytes may go to another instance
 * however the first attempt ended (RG-03, RG-17).
 */
export const operatorDialect: Dialect = {
  bodyMaxBytes: operatorLimits.bodyBytesMax,
  judgePath: (path, method) => {
    if (path !== '/') return 'NOT_FOUND';
    return method === 'POST' ? 'forward' : 'METHOD_NOT_ALLOWED';
  },
  isStream: () => false,
  isRead: (body) => !write.test(body.toString('latin1')),
  isRepeatable: () => true,
  refusedAs: (_status, body) => {
    const codes = codesIn(body);
    if (codes.length === 0 || !codes.every((code) => unavailable.has(code ?? ''))) return undefined;
    return codes.includes('WRITE_UNCERTAIN') ? 'WRITE_UNCERTAIN' : codes[0];
  },
  leavesDoubt: (refusedAs) => refusedAs === 'WRITE_UNCERTAIN',
  isDoubtfulAfterLoss: (requestBody, _status, replyBody) =>
    write.test(requestBody.toString('latin1')) &&
    codesIn(replyBody).some((code) => code !== undefined && !sameEverywhere.has(code)),
  errorReply: (code, message, requestBody) => {
    const named = names[code] ?? code;
    const row = operatorErrors.find((each) => each.code === named);
    const error = {
      code: row?.rpcCode ?? -32603,
      message: message ?? row?.description ?? named,
      data: { code: named },
    };
    const replies = idsIn(requestBody).map((id) => ({ jsonrpc: '2.0', id, error }));
    return {
      status: row?.httpStatus ?? 500,
      body: JSON.stringify(replies.length === 1 ? replies[0] : replies),
    };
  },
};

/** The code of each reply in a body; undefined for one that is no error. Empty where the body is no reply. */
function codesIn(body: Buffer): (string | undefined)[] {
  // The ordinary case, in which nothing needs to be parsed.
  if (!body.includes('"error"')) return [undefined];
  try {
    const replies = [JSON.parse(body.toString()) as unknown].flat() as {
      error?: { data?: { code?: unknown } };
    }[];
    return replies.map(({ error }) => (error === undefined ? undefined : String(error.data?.code)));
  } catch {
    return [];
  }
}

/** The ids that an answer has to name. */
function idsIn(body: Buffer | undefined): unknown[] {
  try {
    const calls = [JSON.parse((body ?? '').toString()) as unknown].flat() as { id?: unknown }[];
    return calls.length === 0 ? [null] : calls.map((call) => call?.id ?? null);
  } catch {
    return [null];
  }
}
