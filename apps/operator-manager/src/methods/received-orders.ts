import { cutPage } from '@plimsoll/interface/operator/cut-page';
import { ParamReader } from '@plimsoll/interface/operator/param-reader';
import { parseReceivedList } from '@plimsoll/interface/operator/parse-queries';
import { amountToJson } from '@plimsoll/interface/operator/params';
import type { Hex } from '@plimsoll/interface/operator/operation';
import type { Ask } from '../database/open-database.ts';
import type { EngineOrder } from '../engine/engine-client.ts';
import { Refusal } from '../intake/refusal.ts';
import type { Method } from './methods.ts';
import { moneyOrderOf } from './standing.ts';

/** A deposit's order has this one: nobody blinded it (facts/rollup.md, "Concepts"). */
const depositFactor: Hex = `0x${'00'.repeat(32)}`;

const redeemed =
  'exists (select from standing r where r.kind = 3 and r.final and r.order_index = f.order_index)';

/** `findReceivedMoneyOrder`: a final order for an account, with its proof; a deposit is one too. */
export const findReceivedMoneyOrder: Method = async (params, { ask, engine }) => {
  const take = new ParamReader(params);
  const accountId = take.accountId('accountId');
  const index = take.orderIndex('moneyOrderTotalIndex');
  take.end();
  const order = await engine.read<EngineOrder>(`/state/orders/${index}`).catch((error: unknown) => {
    throw new Refusal('NOT_READY', `the engine does not answer now: ${(error as Error).message}`);
  });
  if (!order || order.to !== accountId) throw new Refusal('MONEY_ORDER_NOT_FOUND');
  const [row] = await select(ask, 'to_id = $1 and order_index = $2', [accountId, index]);
  return {
    moneyOrder: row
      ? shown(row)
      : {
          fromAccountId: order.from,
          toAccountId: order.to,
          tokenId: order.tokenId,
          amount: amountToJson(BigInt(order.amount)),
          blindingFactor: depositFactor,
        },
    moneyOrderTotalIndex: index,
    merkleProof: order.merkleProof,
    batchHeight: row?.height ?? null,
  };
};

/** `listMoneyOrdersReceived`: final orders for an account, deposits among them, by index. */
export const listMoneyOrdersReceived: Method = async (params, { ask }) => {
  const query = parseReceivedList(params);
  const values: unknown[] = [query.toAccountId, query.from];
  const conditions = ['to_id = $1', 'order_index >= $2'];
  const only = (condition: string, value: unknown): void => {
    if (value === undefined) return;
    values.push(value);
    conditions.push(condition.replace('?', `$${values.length}`));
  };
  only('from_id = ?', query.fromAccountId);
  only('amount >= ?::numeric', query.minAmount?.toString());
  only('amount <= ?::numeric', query.maxAmount?.toString());
  if (query.status !== undefined) conditions.push(query.status === 'REDEEMED' ? redeemed : `not ${redeemed}`);
  const rows = await select(ask, conditions.join(' and '), values, query.softLimit + 1);
  const page = cutPage(rows, query.softLimit, ({ order_index: index }) => index);
  const items = page.items.map((row) => ({
    moneyOrder: shown(row),
    moneyOrderTotalIndex: row.order_index,
    batchHeight: row.height,
    status: row.redeemed ? 'REDEEMED' : 'AVAILABLE_TO_REDEEM',
  }));
  return { hasMoreResults: page.hasMoreResults, items };
};

/** A row of the view `final_order`, and whether a final redemption took it. */
interface FinalOrder {
  readonly order_index: number;
  readonly from_id: number;
  readonly to_id: number;
  readonly token_id: number;
  /** numeric: decimal text. */
  readonly amount: string;
  readonly height: number;
  /** Parameters of the operation that made it; null where none of this operator did. */
  readonly params: string | null;
  readonly redeemed: boolean;
}

function shown({ params, ...order }: FinalOrder): unknown {
  return moneyOrderOf(order, params === null ? depositFactor : (JSON.parse(params) as unknown[])[4]);
}

function select(ask: Ask, where: string, values: unknown[], limit = 1): Promise<FinalOrder[]> {
  const text = `select f.*, ${redeemed} as redeemed from final_order f where ${where} order by order_index limit ${limit}`;
  return ask<FinalOrder>({ text, values });
}
