import type { OperationRecord } from '@plimsoll/history/operator-record';
import type { HistoryWriter } from '@plimsoll/history/writer';
import type { HttpCaller } from '../http-caller.ts';
import type { Route } from '../routes.ts';
import { classifyRpc, isObject, rpcRequest, type RpcAnswer } from './rpc-call.ts';
import type { OperationFacts, WantedOperation } from './wanted-operation.ts';

/** One attempt to have an operation registered. */
export interface OperationAttempt {
  readonly wanted: WantedOperation;
  readonly attempt: number;
  readonly client: 'load' | 'watch';
  readonly site: string;
  readonly route: Route;
  readonly dueMicros: number;
  /** An attempt before this one may have been registered. */
  readonly uncertain: boolean;
}

/** Makes one attempt, records how it ended, and tells. */
export function attemptOperation(
  caller: HttpCaller,
  writer: Pick<HistoryWriter, 'write'>,
  made: OperationAttempt,
  ended: (record: OperationRecord) => void,
): void {
  const { wanted, route } = made;
  caller.call(route.address, rpcRequest(wanted.body), (reply) => {
    const { outcome, code } = registered(wanted.facts, classifyRpc(reply), made.uncertain);
    // JSON leaves out what is undefined, and a literal of one shape is what the engine likes best: hence the cast.
    const record = {
      kind: 'operation',
      client: made.client,
      site: made.site,
      instance: route.endpoint.instance,
      servedBy: reply.servedBy,
      dueMicros: made.dueMicros,
      sentMicros: reply.sentMicros,
      doneMicros: reply.doneMicros,
      outcome,
      code,
      httpStatus: reply.httpStatus,
      attempt: made.attempt,
      ...wanted.facts,
    } as OperationRecord;
    writer.write(record);
    ended(record);
  });
}

/**
 * Whether it is registered now. A key that is taken already, after an attempt that may have been registered, is that attempt's
 * success (RH-19). A hash that is not the one which was signed is rubbish.
 */
export function registered(
  { method, hash }: Pick<OperationFacts, 'method' | 'hash'>,
  answer: RpcAnswer,
  uncertain: boolean,
): Pick<RpcAnswer, 'outcome' | 'code'> {
  const { outcome, code, result } = answer;
  if (outcome !== 'ok')
    return code === 'PUBLIC_KEY_ALREADY_EXISTS' && uncertain ? { outcome: 'ok', code } : { outcome, code };
  const told = isObject(result) ? result : {};
  if (method === 'create-account') {
    const { status } = told;
    if (status === 'REGISTERED') return { outcome: 'ok', code: undefined };
    if (status === 'PUBLIC_KEY_ALREADY_EXISTS') return { outcome: uncertain ? 'ok' : 'fail', code: status };
    return { outcome: 'info', code: 'GARBAGE' };
  }
  const same = typeof told['operationHash'] === 'string' && told['operationHash'].toLowerCase() === hash;
  return same ? { outcome: 'ok', code: undefined } : { outcome: 'info', code: 'GARBAGE' };
}
