import type { BatchUpdateRecord } from '@plimsoll/interface/operator/kafka-records';
import { receivedOrders } from '@plimsoll/rollup/received-orders';
import type { Accepted } from '../engine/chain-view.ts';

/**
 * A batch as it goes to the batch-updates topic. Only `submitted` lists the operations, and the orders that the managers of
 * this operator could not know of otherwise.
 */
export function batchUpdate(
  event: BatchUpdateRecord['event'],
  accepted: Accepted,
  operatorId: number,
): BatchUpdateRecord {
  const { source, effects } = accepted;
  const received = event === 'submitted' ? receivedOrders(accepted, operatorId) : [];
  const { parentRoot, newRoot, blockNumber, blockHash, transactionHash } = source;
  return {
    v: 1,
    event,
    height: source.batch.height,
    parentRoot,
    newRoot,
    operatorId: source.batch.operatorId,
    blockNumber,
    blockHash,
    transactionHash,
    ...(event === 'submitted' ? { operations: effects } : {}),
    ...(received.length > 0 ? { received } : {}),
  };
}

/**
 * Height up to which a topic's tail shows everything published: that of the last `finalised` record. Up to there nothing
 * can change; what comes after it is published again (RG-13).
 *
 * @param tail records of the topic, oldest first; what is no record of ours is skipped
 */
export function publishedUpTo(tail: readonly string[]): number {
  return Math.max(
    0,
    ...tail.map((text) => {
      try {
        const { event, height } = JSON.parse(text) as Partial<BatchUpdateRecord>;
        return event === 'finalised' && typeof height === 'number' ? height : 0;
      } catch {
        return 0;
      }
    }),
  );
}
