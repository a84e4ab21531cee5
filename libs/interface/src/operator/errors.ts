import type { ErrorDescriptor } from '../outcome/outcome.ts';

/** A row of the operator's table: the code stands in `error.data.code` of a JSON-RPC reply, `rpcCode` in `error.code`. */
export interface OperatorErrorDescriptor extends ErrorDescriptor {
  readonly rpcCode: number;
}

function row(
  certainty: ErrorDescriptor['certainty'],
  code: string,
  rpcCode: number,
  httpStatus: number,
  title: string,
  description: string,
): OperatorErrorDescriptor {
  return { code, rpcCode, httpStatus, certainty, title, description };
}

/**
 * The operator's error table. A code that is not in it, and any reply outside the interface, counts as indefinite. An
 * operator refuses before it accepts or never (RG-01, RG-17): what was accepted is REJECTED by status, not by error.
 */
export const operatorErrors = [
  row('definite', 'PARSE_ERROR', -32700, 200, 'Not JSON', 'The body is not JSON.'),
  row('definite', 'INVALID_REQUEST', -32600, 200, 'Not a request', 'The body is no JSON-RPC 2.0 request.'),
  row(
    'definite',
    'METHOD_NOT_FOUND',
    -32601,
    200,
    'No such method',
    'The method is not part of the interface.',
  ),
  row('definite', 'INVALID_PARAMS', -32602, 200, 'Parameters do not fit', 'The message names the parameter.'),
  row(
    'definite',
    'SIGNATURE_INVALID',
    -32001,
    200,
    'Signature does not fit',
    'Sign this operation’s hash with the account’s key.',
  ),
  row(
    'definite',
    'ACCOUNT_NOT_FOUND',
    -32002,
    200,
    'No such account',
    'No account has this id in final state.',
  ),
  row(
    'definite',
    'PUBLIC_KEY_NOT_FOUND',
    -32003,
    200,
    'No such key',
    'No account has this public key in final state.',
  ),
  row(
    'definite',
    'PUBLIC_KEY_ALREADY_EXISTS',
    -32004,
    200,
    'Key is taken',
    'An account with it exists or is registered. After an indefinite answer this is the success of the first call (RH-19).',
  ),
  row(
    'definite',
    'OPERATION_NOT_FOUND',
    -32005,
    200,
    'No such operation',
    'This instance knows no operation with that hash.',
  ),
  row(
    'definite',
    'ACCOUNT_OF_ANOTHER_OPERATOR',
    -32006,
    200,
    'Not our account',
    'Another operator manages it (RG-20).',
  ),
  row(
    'definite',
    'MONEY_ORDER_NOT_FOUND',
    -32007,
    200,
    'No such order',
    'No final order for this account has that index.',
  ),
  row(
    'definite',
    'TOO_MANY_CALLS',
    -32008,
    200,
    'Batch too long',
    'A JSON-RPC batch array is limited; send less at once.',
  ),
  row(
    'definite',
    'OVER_CAPACITY',
    -32010,
    200,
    'Over capacity',
    'Nothing was accepted. Try again later or elsewhere.',
  ),
  row(
    'definite',
    'NOT_READY',
    -32011,
    200,
    'Not ready',
    'Nothing was accepted. The reasons stand at /health.',
  ),
  row('definite', 'DRAINING', -32012, 200, 'Stopping', 'Nothing was accepted. Another instance serves.'),
  row(
    'definite',
    'WRITE_REFUSED',
    -32013,
    200,
    'Not enough replicas',
    'The topic refused the write before it took it; nothing was accepted.',
  ),
  row('definite', 'NO_INSTANCE', -32014, 200, 'No instance ready', 'The gateway sent the call to nobody.'),
  row(
    'indefinite',
    'WRITE_UNCERTAIN',
    -32020,
    200,
    'Write not confirmed',
    'The topic may hold the operation. Send the same bytes again: the hash makes it safe.',
  ),
  row(
    'indefinite',
    'UPSTREAM_LOST',
    -32021,
    200,
    'Instance lost',
    'The gateway lost the instance before its answer. Send the same bytes again.',
  ),
  row(
    'indefinite',
    'INTERNAL_ERROR',
    -32603,
    200,
    'Internal error',
    'Not known whether it happened. Send the same bytes again.',
  ),
  row('definite', 'REQUEST_TOO_LARGE', -32600, 413, 'Too large', 'The body is above the stated limit.'),
  row('definite', 'UNSUPPORTED_MEDIA_TYPE', -32600, 415, 'Not JSON', 'The body must be application/json.'),
  row(
    'definite',
    'REQUEST_TIMEOUT',
    -32600,
    408,
    'Body too slow',
    'The whole request did not arrive in time.',
  ),
  row('definite', 'NOT_FOUND', -32601, 404, 'No such path', 'Calls are POST /; health is GET /health.'),
  row(
    'definite',
    'METHOD_NOT_ALLOWED',
    -32600,
    405,
    'Wrong method',
    'The path exists, the HTTP method does not.',
  ),
] as const satisfies readonly OperatorErrorDescriptor[];

export type OperatorErrorCode = (typeof operatorErrors)[number]['code'];
