import type { BatchRecord, ChainOperation } from '@plimsoll/history/operator-record';
import type { BatchOperation } from '@plimsoll/interface/operator/batch-data';

/** Orders in one order batch: its id takes the digits above (operator/batch-data.ts). */
const ordersPerBatch = 65_536;

/** Gives created orders the index that they got by their place, counted over all batches in the order of heights. */
export class OrderPlaces {
  #orderBatch = 0;

  /** The next batch, its created orders with their indexes: deposits come before them. */
  place(batch: BatchRecord): BatchRecord {
    const deposits = batch.depositsTo - batch.depositsFrom;
    const isOrder = ({ method }: ChainOperation): boolean => method === 'create-order';
    if (deposits === 0 && !batch.operations.some(isOrder)) return batch;
    this.#orderBatch += 1;
    let next = this.#orderBatch * ordersPerBatch + deposits;
    return {
      ...batch,
      operations: batch.operations.map((operation) =>
        isOrder(operation) ? { ...operation, index: next++ } : operation,
      ),
    };
  }
}

/** An operation of a batch as a history has it; a created order without the index that its place gives it. */
export function chainOperation(operation: BatchOperation): ChainOperation {
  const { kind: method, hash } = operation;
  if (operation.kind === 'create-account')
    return {
      method,
      hash,
      account: operation.accountId,
      counterpart: -1,
      tokenId: 0,
      amount: '0',
      nonce: -1,
      publicKey: operation.publicKey,
    };
  const { tokenId, nonce } = operation;
  const common = { method, hash, tokenId, amount: operation.amount.toString(), nonce };
  switch (operation.kind) {
    case 'create-order':
      return { ...common, account: operation.from, counterpart: operation.to };
    case 'redeem-order':
      return { ...common, account: operation.to, counterpart: operation.from, index: operation.index };
    case 'outbound':
      return { ...common, account: operation.from, counterpart: -1, address: operation.address };
  }
}
