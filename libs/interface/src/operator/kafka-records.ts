import type { Hex } from './operation.ts';
import type { RejectionReason } from './statuses.ts';

/**
 * Value of a record in a pending-operations topic, as JSON: the request as accepted. The key is `partitionKeyOf`. One
 * writer a topic; a record is never changed nor republished (RG-04).
 */
export interface PendingRecord {
  readonly v: 1;
  readonly hash: Hex;
  readonly method: string;
  /** The documented positional parameters, as received. */
  readonly params: readonly unknown[];
  /** Instance that accepted it, and its wall clock then, microseconds. */
  readonly acceptedBy: string;
  readonly acceptedAtMicros: number;
}

/** An operation in a batch, with what its place in the batch decided. */
export interface BatchedOperation {
  readonly hash: Hex;
  /** Orders created: moneyOrderTotalIndex. */
  readonly index?: number;
  /** Accounts created: id. */
  readonly accountId?: number;
}

/**
 * An order that an account received and that no pending-operations topic of its operator tells of: a deposit, which is one
 * from its receiver to itself, or an order from an account of another operator.
 */
export interface ReceivedOrderRecord {
  /** moneyOrderTotalIndex. */
  readonly index: number;
  readonly from: number;
  readonly to: number;
  readonly tokenId: number;
  /** Decimal. */
  readonly amount: string;
}

/**
 * Value of a record in a batch-updates topic: a batch that the contract accepted, and later the same batch final. In
 * order of height, none missing; twice the same is allowed (RG-13). A reorg shows as a lower height submitted again.
 */
export interface BatchUpdateRecord {
  readonly v: 1;
  readonly event: 'submitted' | 'finalised';
  readonly height: number;
  readonly parentRoot: Hex;
  readonly newRoot: Hex;
  readonly operatorId: number;
  readonly blockNumber: number;
  readonly blockHash: Hex;
  readonly transactionHash: Hex;
  /** Only in `submitted`. */
  readonly operations?: readonly BatchedOperation[];
  /** Only in `submitted`, and only where there are some: orders for accounts of the engine's operator. */
  readonly received?: readonly ReceivedOrderRecord[];
}

/** Value of a record in an invalid-operations topic: what an engine found an operation to be, on which final state. */
export interface InvalidOperationRecord {
  readonly v: 1;
  readonly hash: Hex;
  readonly reason: RejectionReason;
  /** Height of the final batch after which it was judged. */
  readonly finalHeight: number;
}
