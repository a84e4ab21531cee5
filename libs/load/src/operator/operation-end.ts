import type { StatusRecord } from '@plimsoll/history/operator-record';
import { isObject, type RpcAnswer, type RpcCall } from './rpc-call.ts';
import type { OperationFacts } from './wanted-operation.ts';

/** What is needed to ask what became of an operation. */
export type Askable = Pick<OperationFacts, 'hash' | 'method' | 'account' | 'publicKey'> & {
  /** From which site it was asked: its operator's instances know it. */
  readonly site: string;
};

/** What an instance said of it. */
export type SaidStatus = Pick<
  StatusRecord,
  'status' | 'reason' | 'batchHeight' | 'stateRoot' | 'blockNumber' | 'blockHash' | 'index' | 'account'
>;

const finders = {
  'create-order': 'pazkp_findMoneyOrderCreation',
  'redeem-order': 'pazkp_findMoneyOrderRedemption',
  outbound: 'pazkp_findOutboundTransfer',
} as const;

/** The documented call that tells what became of an operation; an account creation is known by its key alone. */
export function endCall({ method, account, hash, publicKey }: Omit<Askable, 'site'>): RpcCall {
  return method === 'create-account'
    ? { method: 'pazkp_findAccountByPublicKey', params: [publicKey] }
    : { method: finders[method], params: [account, hash] };
}

/** Undefined where the answer says nothing: it failed, or is not of the interface. */
export function saidStatus(
  { method }: Pick<Askable, 'method'>,
  { outcome, code, result }: RpcAnswer,
): SaidStatus | undefined {
  if (outcome === 'fail' && (code === 'OPERATION_NOT_FOUND' || code === 'PUBLIC_KEY_NOT_FOUND'))
    return { status: 'UNKNOWN' };
  if (outcome !== 'ok' || !isObject(result)) return undefined;
  if (method === 'create-account') {
    const { account } = result;
    if (!isObject(account) || !Number.isSafeInteger(account['id'])) return undefined;
    return { status: 'EXECUTED', account: account['id'] as number };
  }
  const { status } = result;
  if (status !== 'PENDING' && status !== 'EXECUTED' && status !== 'REJECTED') return undefined;
  return {
    status,
    ...text(result, 'rejectionReason', 'reason'),
    ...count(result, 'batchHeight', 'batchHeight'),
    ...text(result, 'batchStateRootHash', 'stateRoot'),
    ...count(result, 'blockNumber', 'blockNumber'),
    ...text(result, 'blockHash', 'blockHash'),
    ...count(result, 'moneyOrderTotalIndex', 'index'),
  };
}

/** Whether a status is an end: what comes after it may only be the same. */
export function isEnd({ status }: SaidStatus): boolean {
  return status === 'EXECUTED' || status === 'REJECTED';
}

function text(of: Readonly<Record<string, unknown>>, from: string, to: string): Record<string, string> {
  const value = of[from];
  return typeof value === 'string' ? { [to]: value } : {};
}

function count(of: Readonly<Record<string, unknown>>, from: string, to: string): Record<string, number> {
  const value = of[from];
  return Number.isSafeInteger(value) && (value as number) >= 0 ? { [to]: value as number } : {};
}
