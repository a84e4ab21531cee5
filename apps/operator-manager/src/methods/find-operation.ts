import { fromHex } from '@plimsoll/interface/operator/bytes';
import { kindBytes } from '@plimsoll/interface/operator/operation-hash';
import { parseFind } from '@plimsoll/interface/operator/parse-queries';
import { Refusal } from '../intake/refusal.ts';
import type { Method } from './methods.ts';
import { batchOf, orderItemOf, outboundItemOf, standingColumns, type Standing } from './standing.ts';

/** `findMoneyOrderCreation`, `findMoneyOrderRedemption`, `findOutboundTransfer`: what became of an operation. */
export function findOperation(kind: 'create-order' | 'redeem-order' | 'outbound'): Method {
  const signer = kind === 'redeem-order' ? 'to_id' : 'from_id';
  return async (params, { ask }) => {
    const { accountId, operationHash } = parseFind(params);
    const [row] = await ask<Standing>({
      name: `find-${kind}`,
      text: `select ${standingColumns} from standing where hash = $1 and kind = $2 and ($3::bigint is null or $3 in (${signer}, signer))`,
      values: [fromHex(operationHash), kindBytes[kind], accountId ?? null],
    });
    if (!row)
      throw new Refusal('OPERATION_NOT_FOUND', `this instance knows no such operation ${operationHash}`);
    if (kind === 'outbound') return { ...outboundItemOf(row), ...batchOf(row) };
    return {
      ...orderItemOf(row),
      ...batchOf(row),
      ...(kind === 'redeem-order' ? { merkleProof: (JSON.parse(row.params) as unknown[])[10] ?? null } : {}),
    };
  };
}
