import type { Hex } from './operation.ts';
import { operatorLimits } from './limits.ts';
import { ParamReader } from './param-reader.ts';
import { operationStatuses, type OperationStatus } from './statuses.ts';

/** Which operation is asked for. */
export interface FindQuery {
  /** Left out in the form with the hash alone. */
  readonly accountId?: number;
  readonly operationHash: Hex;
}

/** Statuses of a received order (JSON-RPC page). */
export const receivedStatuses = ['AVAILABLE_TO_REDEEM', 'REDEEMED'] as const;
export type ReceivedStatus = (typeof receivedStatuses)[number];

/** What a list is asked for; what is left out filters nothing. */
export interface ListQuery<Status = OperationStatus> {
  /** First nonce (or moneyOrderTotalIndex) of the list. */
  readonly from: number;
  readonly softLimit: number;
  readonly fromAccountId?: number;
  readonly toAccountId?: number;
  /** 20 bytes, lower case. */
  readonly toEthereumAddress?: Hex;
  readonly status?: Status;
  readonly minAmount?: bigint;
  readonly maxAmount?: bigint;
}

/**
 * Parameters of `findMoneyOrderCreation`, `…Redemption`, `findOutboundTransfer`: the account id and the hash as in the
 * examples, or the hash alone as in the tables (facts/rollup.md, "Where the page contradicts itself").
 */
export function parseFind(params: readonly unknown[]): FindQuery {
  const take = new ParamReader(params);
  const accountId =
    typeof params[0] === 'string' && params.length === 1 ? undefined : take.accountId('accountId');
  const operationHash = take.bytes('operationHash', 32);
  take.end();
  return { ...(accountId === undefined ? {} : { accountId }), operationHash };
}

/** Parameters of `listMoneyOrderCreations` (fromAccountId required) and `listMoneyOrderRedemptions`. */
export function parseOrderList(params: readonly unknown[], required: 'fromAccountId' | 'none'): ListQuery {
  const take = new ParamReader(params);
  const head = { from: fromOf(take, 'nonce'), softLimit: softLimitOf(take) };
  const fromAccountId =
    required === 'none'
      ? take.optional((each) => each.accountId('fromAccountId'))
      : take.accountId('fromAccountId');
  const toAccountId = take.optional((each) => each.accountId('toAccountId'));
  const status = take.optional((each) => each.choice('status', operationStatuses));
  return compact({ ...head, fromAccountId, toAccountId, status, ...amountsOf(take) });
}

/** Parameters of `listMoneyOrdersReceived`; `from` is a moneyOrderTotalIndex. */
export function parseReceivedList(params: readonly unknown[]): ListQuery<ReceivedStatus> {
  const take = new ParamReader(params);
  const head = { from: fromOf(take, 'fromMoneyOrderTotalIndex'), softLimit: softLimitOf(take) };
  const fromAccountId = take.optional((each) => each.accountId('fromAccountId'));
  const toAccountId = take.accountId('toAccountId');
  const status = take.optional((each) => each.choice('status', receivedStatuses));
  return compact({ ...head, fromAccountId, toAccountId, status, ...amountsOf(take) });
}

/** Parameters of `listOutboundTransferCreations`. */
export function parseOutboundList(params: readonly unknown[]): ListQuery {
  const take = new ParamReader(params);
  const head = { from: fromOf(take, 'nonce'), softLimit: softLimitOf(take) };
  const fromAccountId = take.accountId('fromAccountId');
  const toEthereumAddress = take.optional((each) => each.bytes('toEthereumAddress', 20));
  const status = take.optional((each) => each.choice('status', operationStatuses));
  return compact({ ...head, fromAccountId, toEthereumAddress, status, ...amountsOf(take) });
}

function fromOf(take: ParamReader, name: string): number {
  return take.optional((each) => each.whole(name, 0, 2 ** 48 - 1)) ?? 0;
}

function softLimitOf(take: ParamReader): number {
  const { softLimitMax, softLimitDefault } = operatorLimits;
  return take.optional((each) => each.whole('softLimit', 1, softLimitMax)) ?? softLimitDefault;
}

/** The last two of every list. */
function amountsOf(take: ParamReader): { minAmount: bigint | undefined; maxAmount: bigint | undefined } {
  const minAmount = take.optional((each) => each.amount('minAmount'));
  const maxAmount = take.optional((each) => each.amount('maxAmount'));
  take.end();
  return { minAmount, maxAmount };
}

type Compact<Shape> = { [Key in keyof Shape]: Exclude<Shape[Key], undefined> };

function compact<Shape extends object>(shape: Shape): Compact<Shape> {
  return Object.fromEntries(
    Object.entries(shape).filter(([, value]) => value !== undefined),
  ) as Compact<Shape>;
}
