import { hash } from 'node:crypto';
import { bigEndian } from '@plimsoll/interface/operator/bytes';

/** A money order, whole and of one token (facts/rollup.md, "Concepts"). A deposit is one from its receiver to itself. */
export interface Order {
  readonly from: number;
  readonly to: number;
  readonly tokenId: number;
  readonly amount: bigint;
}

/** Orders that one batch may make: places in an order batch have 16 bits. */
export const placesPerOrderBatch = 65_536;

/** moneyOrderTotalIndex of a place in an order batch. */
export function orderIndex(orderBatch: number, place: number): number {
  return orderBatch * placesPerOrderBatch + place;
}

/** Order batch that an index points into; they count from 1. */
export function orderBatchOf(index: number): number {
  return Math.floor(index / placesPerOrderBatch);
}

/** Leaf of an order batch's tree: SHA-256 of sender (4 bytes), receiver (4), token (2), amount (8). */
export function orderDigest(order: Order): Buffer {
  return hash(
    'sha256',
    Buffer.concat([
      bigEndian(order.from, 4),
      bigEndian(order.to, 4),
      bigEndian(order.tokenId, 2),
      bigEndian(order.amount, 8),
    ]),
    'buffer',
  );
}
