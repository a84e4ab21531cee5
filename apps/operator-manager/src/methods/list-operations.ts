import { fromHex } from '@plimsoll/interface/operator/bytes';
import { cutPage } from '@plimsoll/interface/operator/cut-page';
import { kindBytes } from '@plimsoll/interface/operator/operation-hash';
import {
  parseOrderList,
  parseOutboundList,
  type ListQuery,
} from '@plimsoll/interface/operator/parse-queries';
import type { Ask } from '../database/open-database.ts';
import type { Method } from './methods.ts';
import { orderItemOf, outboundItemOf, standingColumns, type Standing } from './standing.ts';

/** `listMoneyOrderCreations`, `listMoneyOrderRedemptions`, `listOutboundTransferCreations`: by nonce, never splitting one. */
export function listOperations(kind: 'create-order' | 'redeem-order' | 'outbound'): Method {
  return async (params, { ask }) => {
    const query =
      kind === 'outbound'
        ? parseOutboundList(params)
        : parseOrderList(params, kind === 'create-order' ? 'fromAccountId' : 'none');
    const rows = await select(ask, kind, query);
    const page = cutPage(rows, query.softLimit, ({ nonce }) => nonce);
    const itemOf = kind === 'outbound' ? outboundItemOf : orderItemOf;
    return { hasMoreResults: page.hasMoreResults, items: page.items.map(itemOf) };
  };
}

/** What might be in the page, all that share its last nonce included, and the nonce after that: it says whether there is more. */
async function select(ask: Ask, kind: keyof typeof kindBytes, query: ListQuery): Promise<Standing[]> {
  const values: unknown[] = [kindBytes[kind], query.from, query.softLimit];
  const conditions = ['kind = $1', 'nonce >= $2'];
  const only = (condition: string, value: unknown): void => {
    if (value === undefined) return;
    values.push(value);
    conditions.push(condition.replace('?', `$${values.length}`));
  };
  // An account's operations are found by their signer, who receives what he redeems and sends all else.
  only(kind === 'redeem-order' ? 'from_id = ?' : 'signer = ?', query.fromAccountId);
  only(kind === 'redeem-order' ? 'signer = ?' : 'to_id = ?', query.toAccountId);
  only('target = ?', query.toEthereumAddress && fromHex(query.toEthereumAddress));
  only('status = ?', query.status);
  only('amount >= ?::numeric', query.minAmount?.toString());
  only('amount <= ?::numeric', query.maxAmount?.toString());
  const where = conditions.join(' and ');
  return ask<Standing>({
    text: `with hit as materialized (select ${standingColumns}, saved_micros from standing where ${where}),
      last as (select max(nonce) as nonce from (select nonce from hit order by nonce limit $3) as first),
      edge as (select coalesce(min(hit.nonce), (select nonce from last)) as nonce from hit
        where hit.nonce > (select nonce from last))
      select ${standingColumns} from hit where nonce <= (select nonce from edge) order by nonce, saved_micros, hash`,
    values,
  });
}
