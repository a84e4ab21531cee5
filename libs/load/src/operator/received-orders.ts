import type { ReceivedRecord } from '@plimsoll/history/operator-record';
import type { Hex } from '@plimsoll/interface/operator/operation';
import { isObject, type RpcAnswer, type RpcCall } from './rpc-call.ts';

/** Redeems an order whose own an instance does not keep: nothing rests on it. */
const unknownFactor: Hex = `0x${'00'.repeat(32)}`;

/** An order as `listMoneyOrdersReceived` shows it to its receiver. */
export interface ReceivedOrder extends Pick<
  ReceivedRecord,
  'from' | 'tokenId' | 'amount' | 'index' | 'status'
> {
  readonly blindingFactor: Hex;
}

/** A page of what an account received, from an index on, in the order of indexes. */
export function receivedCall(
  account: number,
  fromIndex: number,
  softLimit: number,
  status: ReceivedOrder['status'] | null,
): RpcCall {
  return {
    method: 'pazkp_listMoneyOrdersReceived',
    params: [fromIndex, softLimit, null, account, status, null, null],
  };
}

/** Undefined where the answer says nothing. Amounts come as numbers or decimal strings. */
export function receivedPage({
  outcome,
  result,
}: RpcAnswer): { readonly orders: readonly ReceivedOrder[]; readonly more: boolean } | undefined {
  if (outcome !== 'ok' || !isObject(result) || !Array.isArray(result['items'])) return undefined;
  const orders = result['items'].map(orderOf);
  if (orders.includes(undefined)) return undefined;
  return { orders: orders as readonly ReceivedOrder[], more: result['hasMoreResults'] === true };
}

function orderOf(item: unknown): ReceivedOrder | undefined {
  if (!isObject(item) || !isObject(item['moneyOrder'])) return undefined;
  const { moneyOrder, moneyOrderTotalIndex: index, status } = item;
  const {
    fromAccountId: from,
    tokenId,
    amount,
    blindingFactor,
  } = moneyOrder as Readonly<Record<string, unknown>>;
  if (status !== 'AVAILABLE_TO_REDEEM' && status !== 'REDEEMED') return undefined;
  const fits =
    Number.isSafeInteger(index) &&
    Number.isSafeInteger(from) &&
    Number.isSafeInteger(tokenId) &&
    (typeof amount === 'string' || typeof amount === 'number') &&
    /^[0-9]+$/.test(String(amount)) &&
    (typeof blindingFactor === 'string' || blindingFactor === null);
  if (!fits) return undefined;
  return {
    from: from as number,
    tokenId: tokenId as number,
    amount: String(amount),
    index: index as number,
    status,
    blindingFactor: (blindingFactor ?? unknownFactor) as Hex,
  };
}
