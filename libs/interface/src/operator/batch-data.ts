import { bigEndian, fromHex, toHex } from './bytes.ts';
import { kindBytes } from './operation-hash.ts';
import type { Hex } from './operation.ts';

/**
 * What a batch did, operation by operation, as it stands in the transaction's input: with the contract's events enough
 * to rebuild every balance (design, section 9). Amounts are 64 bits.
 */
export type BatchOperation =
  | {
      readonly kind: 'create-account';
      readonly hash: Hex;
      readonly accountId: number;
      readonly publicKey: Hex;
    }
  | {
      readonly kind: 'create-order';
      readonly hash: Hex;
      readonly from: number;
      readonly to: number;
      readonly tokenId: number;
      readonly amount: bigint;
      readonly nonce: number;
    }
  | {
      readonly kind: 'redeem-order';
      readonly hash: Hex;
      readonly from: number;
      readonly to: number;
      readonly tokenId: number;
      readonly amount: bigint;
      readonly nonce: number;
      readonly index: number;
    }
  | {
      readonly kind: 'outbound';
      readonly hash: Hex;
      readonly from: number;
      readonly address: Hex;
      readonly tokenId: number;
      readonly amount: bigint;
      readonly nonce: number;
    };

/** Batch data, decoded. Deposits are those of the contract's queue from `depositsFrom` up to before `depositsTo`. */
export interface BatchData {
  readonly operatorId: number;
  readonly height: number;
  readonly depositsFrom: bigint;
  readonly depositsTo: bigint;
  readonly operations: readonly BatchOperation[];
}

/** Bytes before the operations: version, operator, height, deposits from and to, count. */
export const batchHeaderBytes = 27;

/**
 * Encodes batch data, all numbers big-endian: version 1 (1 byte), operator id (2), height (4), deposits from (8) and to (8),
 * number of operations (4); then each: kind (1), operation hash (32) and its fields as in `BatchOperation` above, in the
 * order accountId 4, publicKey 64 · from 4, to 4, token 2, amount 8, nonce 4 · the same and index 6 · from 4, address 20, token 2,
 * amount 8, nonce 4.
 *
 * Orders get their index by it: an order batch is a batch that takes deposits or creates orders; its id counts such batches
 * from 1; places in it count from 0, deposits in queue order first, then created orders in their order;
 * moneyOrderTotalIndex = id × 65536 + place. The order that a deposit makes is one from its receiver to itself.
 */
export function encodeBatchData(batch: BatchData): Hex {
  const parts: Buffer[] = [
    bigEndian(1, 1),
    bigEndian(batch.operatorId, 2),
    bigEndian(batch.height, 4),
    bigEndian(batch.depositsFrom, 8),
    bigEndian(batch.depositsTo, 8),
    bigEndian(batch.operations.length, 4),
  ];
  for (const operation of batch.operations) {
    parts.push(bigEndian(kindBytes[operation.kind], 1), fromHex(operation.hash));
    if (operation.kind === 'create-account') {
      parts.push(bigEndian(operation.accountId, 4), fromHex(operation.publicKey));
      continue;
    }
    parts.push(bigEndian(operation.from, 4));
    parts.push(operation.kind === 'outbound' ? fromHex(operation.address) : bigEndian(operation.to, 4));
    parts.push(
      bigEndian(operation.tokenId, 2),
      bigEndian(operation.amount, 8),
      bigEndian(operation.nonce, 4),
    );
    if (operation.kind === 'redeem-order') parts.push(bigEndian(operation.index, 6));
  }
  return toHex(Buffer.concat(parts));
}

/** Decodes batch data. Throws an Error that names the byte where it does not fit. */
export function decodeBatchData(data: Hex): BatchData {
  const bytes = fromHex(data);
  let at = 0;
  const take = (count: number): Buffer => {
    if (at + count > bytes.length)
      throw new Error(`batch data ends at byte ${bytes.length}, within a field at ${at}`);
    at += count;
    return bytes.subarray(at - count, at);
  };
  const number = (count: 1 | 2 | 4 | 6): number => take(count).readUIntBE(0, count);
  const long = (): bigint => take(8).readBigUInt64BE();
  const version = number(1);
  if (version !== 1) throw new Error(`batch data has version ${version}, not 1`);
  const head = { operatorId: number(2), height: number(4), depositsFrom: long(), depositsTo: long() };
  const count = number(4);
  const operations: BatchOperation[] = [];
  for (let n = 0; n < count; n += 1) {
    const start = at;
    const kind = number(1);
    const hash = toHex(take(32));
    if (kind === kindBytes['create-account']) {
      operations.push({ kind: 'create-account', hash, accountId: number(4), publicKey: toHex(take(64)) });
    } else if (kind === kindBytes.outbound) {
      const from = number(4);
      const address = toHex(take(20));
      operations.push({
        kind: 'outbound',
        hash,
        from,
        address,
        tokenId: number(2),
        amount: long(),
        nonce: number(4),
      });
    } else if (kind === kindBytes['create-order'] || kind === kindBytes['redeem-order']) {
      const common = {
        hash,
        from: number(4),
        to: number(4),
        tokenId: number(2),
        amount: long(),
        nonce: number(4),
      };
      operations.push(
        kind === kindBytes['create-order']
          ? { kind: 'create-order', ...common }
          : { kind: 'redeem-order', ...common, index: number(6) },
      );
    } else throw new Error(`batch data has an operation of unknown kind ${kind} at byte ${start}`);
  }
  if (at !== bytes.length)
    throw new Error(`batch data has ${bytes.length - at} bytes after its last operation`);
  return { ...head, operations };
}
