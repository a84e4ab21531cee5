import type { BatchData } from '@plimsoll/interface/operator/batch-data';
import type { BatchedOperation, ReceivedOrderRecord } from '@plimsoll/interface/operator/kafka-records';
import { orderIndex } from './order.ts';
import { accountOf, orderAt, type State } from './state.ts';

/**
 * Orders that a batch made for accounts of an operator and that none of that operator's own operations tells of: deposits,
 * which the receiver has to redeem like any other order (facts/rollup.md, "Concepts"), and what accounts of another operator
 * sent. By index.
 *
 * @param accepted the batch with the states before and after it
 */
export function receivedOrders(
  accepted: {
    readonly source: { readonly batch: BatchData };
    readonly before: State;
    readonly state: State;
    readonly effects: readonly BatchedOperation[];
  },
  operatorId: number,
): ReceivedOrderRecord[] {
  const { source, before, state, effects } = accepted;
  const { batch } = source;
  const deposits = Number(batch.depositsTo - batch.depositsFrom);
  const indexes = Array.from({ length: deposits }, (_, place) =>
    orderIndex(before.orderBatchCount + 1, place),
  );
  if (batch.operatorId !== operatorId)
    indexes.push(...effects.flatMap(({ index }) => (index === undefined ? [] : [index])));
  return indexes.flatMap((index) => {
    const order = orderAt(state, index);
    if (order === undefined || accountOf(state, order.to)?.operatorId !== operatorId) return [];
    return [{ index, ...order, amount: order.amount.toString() }];
  });
}
