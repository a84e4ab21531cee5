import type { AccountRecord } from '@plimsoll/history/operator-record';
import { isObject, type RpcAnswer, type RpcCall } from './rpc-call.ts';

/** What an instance says of an account: `final` state, or its `recent` nonce and redemption index. */
export type SaidAccount = Pick<
  AccountRecord,
  'account' | 'view' | 'nonce' | 'redemptionIndex' | 'balances' | 'stateRoot'
>;

/** The documented call for a view of an account. */
export function accountCall(account: number, view: AccountRecord['view']): RpcCall {
  return { method: view === 'final' ? 'pazkp_getAccountState' : 'pazkp_getAccountNonce', params: [account] };
}

/** Undefined where the answer says nothing, or not of this account. Amounts come as numbers or decimal strings. */
export function saidAccount(
  account: number,
  view: AccountRecord['view'],
  { outcome, result }: RpcAnswer,
): SaidAccount | undefined {
  if (outcome !== 'ok' || !isObject(result) || result['id'] !== account) return undefined;
  const { nonce, redemptionIndex, balances, rootHash } = result;
  if (!isCount(nonce) || !isCount(redemptionIndex)) return undefined;
  const amounts = Object.entries(isObject(balances) ? balances : {}).map(
    ([token, amount]) => [token, String(amount)] as const,
  );
  if (view === 'final' && (!isObject(balances) || !amounts.every(([, amount]) => /^[0-9]+$/.test(amount))))
    return undefined;
  return {
    account,
    view,
    nonce,
    redemptionIndex,
    balances: Object.fromEntries(amounts),
    ...(typeof rootHash === 'string' ? { stateRoot: rootHash } : {}),
  };
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}
