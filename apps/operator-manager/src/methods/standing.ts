import { toHex } from '@plimsoll/interface/operator/bytes';
import { amountToJson } from '@plimsoll/interface/operator/params';

/** A row of the view `standing`: an operation and what became of it. */
export interface Standing {
  readonly hash: Buffer;
  readonly params: string;
  readonly kind: number;
  readonly nonce: number;
  readonly from_id: number;
  readonly to_id: number;
  readonly token_id: number;
  /** numeric: decimal text. */
  readonly amount: string;
  readonly order_index: number | null;
  readonly target: Buffer | null;
  readonly height: number | null;
  readonly block_number: number | null;
  readonly block_hash: Buffer | null;
  readonly new_root: Buffer | null;
  readonly created_index: number | null;
  readonly status: string;
  readonly rejection_reason: string | null;
}

/** The columns of a `Standing`. */
export const standingColumns =
  'hash, params, kind, nonce, from_id, to_id, token_id, amount, order_index, target, height, block_number, block_hash,' +
  ' new_root, created_index, status, rejection_reason';

/** The documented `moneyOrder` member. */
export function moneyOrderOf(
  row: Pick<Standing, 'from_id' | 'to_id' | 'token_id' | 'amount'>,
  blindingFactor: unknown,
): unknown {
  return {
    fromAccountId: row.from_id,
    toAccountId: row.to_id,
    tokenId: row.token_id,
    amount: amountToJson(BigInt(row.amount)),
    blindingFactor,
  };
}

/** What lists and look-ups of orders have in common. The index of a redemption is the one that it redeems. */
export function orderItemOf(row: Standing): object {
  return {
    moneyOrder: moneyOrderOf(row, (JSON.parse(row.params) as unknown[])[4]),
    nonce: row.nonce,
    status: row.status,
    rejectionReason: row.rejection_reason,
    operationHash: toHex(row.hash),
    moneyOrderTotalIndex: row.order_index ?? row.created_index,
    batchHeight: row.height,
  };
}

/** The same of outbound transfers. */
export function outboundItemOf(row: Standing): object {
  return {
    fromAccountId: row.from_id,
    toEthereumAddress: row.target && toHex(row.target),
    tokenId: row.token_id,
    amount: amountToJson(BigInt(row.amount)),
    nonce: row.nonce,
    status: row.status,
    rejectionReason: row.rejection_reason,
    operationHash: toHex(row.hash),
    batchHeight: row.height,
  };
}

/** Where its batch stands, for the look-ups. */
export function batchOf(row: Standing): object {
  return {
    batchStateRootHash: row.new_root && toHex(row.new_root),
    blockNumber: row.block_number,
    blockHash: row.block_hash && toHex(row.block_hash),
  };
}
