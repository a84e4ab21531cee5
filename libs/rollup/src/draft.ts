import { encodeBatchData, type BatchOperation } from '@plimsoll/interface/operator/batch-data';
import type { BatchedOperation } from '@plimsoll/interface/operator/kafka-records';
import type { Hex } from '@plimsoll/interface/operator/operation';
import { withLeaf, type MerkleTree } from './merkle-tree.ts';
import { orderIndex, type Order } from './order.ts';
import { emptyOrders, hashOfData, type State } from './state.ts';

/** A deposit in the contract's queue. */
export interface Deposit {
  /** Place in the queue, from 0. */
  readonly index: bigint;
  readonly accountId: number;
  readonly tokenId: number;
  readonly amount: bigint;
}

/** What the contract owes an address once it has accepted the batch. */
export interface Withdrawal {
  readonly to: Hex;
  readonly tokenId: number;
  readonly amount: bigint;
}

/** A batch while it is being made: the state so far, and what the contract and the batch data will have to be told. */
export interface Draft {
  readonly parent: State;
  readonly state: State;
  readonly operatorId: number;
  readonly depositsTo: bigint;
  /** Orders of this batch so far; they are in the state only when the batch is closed: none can be redeemed within it. */
  readonly orders: MerkleTree<Order>;
  readonly orderCount: number;
  readonly operations: BatchOperation[];
  /** What the place of each operation decided. */
  readonly effects: BatchedOperation[];
  readonly withdrawals: Withdrawal[];
}

/** A batch without operations, its deposits taken. They come in queue order, the first being the next in the queue (RG-11). */
export function openDraft(parent: State, operatorId: number, deposits: readonly Deposit[]): Draft {
  let orders = emptyOrders;
  deposits.forEach((deposit, place) => {
    if (deposit.index !== parent.depositsTaken + BigInt(place))
      throw new Error(`deposit ${deposit.index} stands where ${parent.depositsTaken + BigInt(place)} should`);
    const { accountId, tokenId, amount } = deposit;
    orders = withLeaf(orders, place, { from: accountId, to: accountId, tokenId, amount });
  });
  return {
    parent,
    state: parent,
    operatorId,
    depositsTo: parent.depositsTaken + BigInt(deposits.length),
    orders,
    orderCount: deposits.length,
    operations: [],
    effects: [],
    withdrawals: [],
  };
}

/** moneyOrderTotalIndex that the next order created in this batch gets. */
export function nextOrderIndex(draft: Draft): number {
  return orderIndex(draft.parent.orderBatchCount + 1, draft.orderCount);
}

/** The state after the whole batch, and its data. */
export function closeDraft(draft: Draft): { readonly state: State; readonly data: Hex } {
  const { parent, state, operatorId, depositsTo, operations } = draft;
  const height = parent.height + 1;
  const data = encodeBatchData({
    operatorId,
    height,
    depositsFrom: parent.depositsTaken,
    depositsTo,
    operations,
  });
  const orderBatch = parent.orderBatchCount + 1;
  const withOrders: Partial<State> =
    draft.orderCount === 0
      ? {}
      : {
          orderBatchCount: orderBatch,
          orderBatches: withLeaf(state.orderBatches, orderBatch, draft.orders),
        };
  return {
    data,
    state: { ...state, ...withOrders, height, depositsTaken: depositsTo, dataHash: hashOfData(data) },
  };
}
