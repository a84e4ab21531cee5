import type { Address } from '@plimsoll/testbed/testbed';
import type { HttpCaller, Reply } from '../http-caller.ts';
import {
  answerOf,
  classifyRpc,
  isObject,
  type RpcAnswer,
  type RpcCall,
  rpcBody,
  rpcRequest,
} from './rpc-call.ts';

/** So many calls in one JSON-RPC batch array; a subject bounds it and may allow less (TOO_MANY_CALLS). */
export const callsPerBatch = 50;

/** The answer to each call of one batch, in the order of the calls, and the moments of the exchange. */
export interface BatchAnswers {
  readonly answers: readonly RpcAnswer[];
  readonly reply: Pick<Reply, 'sentMicros' | 'doneMicros' | 'httpStatus' | 'servedBy'>;
}

/** Body of several calls at once; ids count from 0. */
export function batchBody(calls: readonly RpcCall[]): string {
  return `[${calls.map((call, id) => rpcBody(call, id)).join(',')}]`;
}

/** The answers out of the body of a reply to `batchBody`, matched by id; a missing one is `GARBAGE`. */
export function batchAnswers(count: number, reply: Pick<Reply, 'error' | 'text'>): readonly RpcAnswer[] {
  const whole = classifyRpc(reply);
  const list = reply.error === undefined ? listOf(reply.text) : undefined;
  if (list === undefined) return Array.from({ length: count }, () => whole);
  const byId = new Map(list.map((answer) => [isObject(answer) ? answer['id'] : undefined, answer]));
  return Array.from({ length: count }, (_, id) => answerOf(byId.get(id)));
}

/** Makes several calls at one instance, in one request. */
export function callBatch(
  caller: HttpCaller,
  address: Address,
  calls: readonly RpcCall[],
): Promise<BatchAnswers> {
  return new Promise((resolve) => {
    caller.call(address, rpcRequest(batchBody(calls)), (reply) =>
      resolve({ answers: batchAnswers(calls.length, reply), reply }),
    );
  });
}

function listOf(text: string): readonly unknown[] | undefined {
  try {
    const body: unknown = JSON.parse(text);
    return Array.isArray(body) ? body : undefined;
  } catch {
    return undefined;
  }
}
