import type { CallEnvelope } from './record.ts';

/**
 * Records of a run against an operator. `hash` is the operation hash (libs/interface/src/operator); amounts are decimal
 * strings; accounts are the operator's ids. `observer` says who looked: `live` during the run, `first` and `second` are
 * the final reads of two unrelated clients, each of every node, every topic and the chain.
 */
export type Observer = 'live' | 'first' | 'second';

/**
 * One attempt to have an operation accepted. Ids are dense: 0,1,2,… for what the load asks, from 1,000,000,000 on for the
 * probes, which another process makes. Attempts of an id count 1,2,… and send the same bytes.
 */
export interface OperationRecord extends CallEnvelope {
  readonly kind: 'operation';
  readonly id: number;
  readonly attempt: number;
  readonly method: 'create-account' | 'create-order' | 'redeem-order' | 'outbound';
  readonly hash: string;
  /** The signing account; -1 where it is being created. */
  readonly account: number;
  /** Nonce signed; -1 for an account creation. */
  readonly nonce: number;
  /** Receiver of an order, sender of a redeemed one; -1 if none. */
  readonly counterpart: number;
  readonly tokenId: number;
  readonly amount: string;
  /** moneyOrderTotalIndex to be redeemed. */
  readonly index?: number;
  readonly publicKey?: string;
  readonly address?: string;
  /**
   * What the generator knows of its end, if the operator is sound: must be EXECUTED, must be REJECTED, or depends on
   * what else was accepted (`either`). Operations that share `rivals` use one nonce: at most one may execute.
   */
  readonly expected: 'executed' | 'rejected' | 'either';
  readonly rivals?: number;
  readonly purpose: 'load' | 'probe' | 'poke';
}

/** What an instance said of an operation (`find…` or a list). `UNKNOWN`: it knows no such hash. */
export interface StatusRecord extends CallEnvelope {
  readonly kind: 'status';
  readonly observer: Observer;
  readonly hash: string;
  readonly status: 'PENDING' | 'EXECUTED' | 'REJECTED' | 'UNKNOWN';
  readonly reason?: string;
  readonly batchHeight?: number;
  readonly stateRoot?: string;
  readonly blockNumber?: number;
  readonly blockHash?: string;
  /** moneyOrderTotalIndex that it was given or redeemed. */
  readonly index?: number;
  /** Account created. */
  readonly account?: number;
}

/** `getAccountState` (`final`) or `getAccountNonce` (`recent`) of one account at one instance. */
export interface AccountRecord extends CallEnvelope {
  readonly kind: 'account';
  readonly observer: Observer;
  readonly account: number;
  readonly view: 'final' | 'recent';
  readonly nonce: number;
  readonly redemptionIndex: number;
  readonly balances: Readonly<Record<string, string>>;
  readonly stateRoot?: string;
}

/** An order that an instance shows an account as received. */
export interface ReceivedRecord extends CallEnvelope {
  readonly kind: 'received';
  readonly observer: Observer;
  readonly account: number;
  readonly from: number;
  readonly tokenId: number;
  readonly amount: string;
  readonly index: number;
  readonly status: 'AVAILABLE_TO_REDEEM' | 'REDEEMED';
}

/** A record of a topic, as the interface defines its value. */
interface TopicPlace {
  readonly observer: Observer;
  readonly atMicros: number;
  readonly topic: string;
  readonly partition: number;
  readonly offset: number;
}
/** In a pending-operations topic. `owner` is the instance whose topic it is. */
export interface PendingRecord extends TopicPlace {
  readonly kind: 'pending';
  readonly owner: string;
  readonly key: string;
  readonly hash: string;
  readonly acceptedBy: string;
}
/** In a batch-updates topic. */
export interface UpdateRecord extends TopicPlace {
  readonly kind: 'update';
  readonly owner: string;
  readonly event: 'submitted' | 'finalised';
  readonly height: number;
  readonly newRoot: string;
  readonly blockNumber: number;
  readonly blockHash: string;
  readonly hashes: readonly string[];
}
/** In an invalid-operations topic. */
export interface InvalidRecord extends TopicPlace {
  readonly kind: 'invalid';
  readonly owner: string;
  readonly hash: string;
  readonly reason: string;
  readonly finalHeight: number;
}
/** A record that does not fit the interface's format, or a topic that could not be read to its end. */
export interface TopicNoteRecord extends TopicPlace {
  readonly kind: 'topic';
  /** `garbage`, `end` (all read, `offset` is the end), `unreadable` (`detail` says why). */
  readonly state: 'garbage' | 'end' | 'unreadable';
  readonly detail?: string;
}

/** An operation as it stands in a batch's data on the chain. */
export interface ChainOperation {
  readonly method: OperationRecord['method'];
  readonly hash: string;
  /** Signer; the created account's id for a creation. */
  readonly account: number;
  readonly counterpart: number;
  readonly tokenId: number;
  readonly amount: string;
  readonly nonce: number;
  /** Redeemed index, or the one that the created order got by its place. */
  readonly index?: number;
  readonly publicKey?: string;
  readonly address?: string;
}
/** A batch that the contract accepted, in a block that was on the chain when it was read. */
export interface BatchRecord {
  readonly kind: 'batch';
  readonly observer: Observer;
  readonly atMicros: number;
  readonly height: number;
  readonly parentRoot: string;
  readonly newRoot: string;
  readonly operatorId: number;
  readonly submitter: string;
  readonly depositsFrom: number;
  readonly depositsTo: number;
  readonly operations: readonly ChainOperation[];
  readonly blockNumber: number;
  readonly blockHash: string;
  readonly transactionHash: string;
  readonly gasUsed: number;
}
/** A transaction to the contract's `submitBatch` that was mined and reverted. */
export interface RevertedRecord {
  readonly kind: 'reverted';
  readonly observer: Observer;
  readonly atMicros: number;
  readonly submitter: string;
  /** Name of the contract's error, if it can be told. */
  readonly error?: string;
  readonly operations: number;
  readonly gasUsed: number;
  readonly blockNumber: number;
  readonly transactionHash: string;
}
/** A deposit in the contract's queue. */
export interface DepositRecord {
  readonly kind: 'deposit';
  readonly observer: Observer;
  readonly atMicros: number;
  readonly index: number;
  readonly account: number;
  readonly tokenId: number;
  readonly amount: string;
  readonly blockNumber: number;
}
/** A withdrawal that the contract paid. */
export interface WithdrawalRecord {
  readonly kind: 'withdrawal';
  readonly observer: Observer;
  readonly atMicros: number;
  readonly address: string;
  readonly tokenId: number;
  readonly amount: string;
  readonly blockNumber: number;
}
/** Head of the chain as the observer saw it: another hash at a known number is a reorg. */
export interface BlockRecord {
  readonly kind: 'block';
  readonly observer: Observer;
  readonly atMicros: number;
  readonly number: number;
  readonly hash: string;
  readonly parentHash: string;
}

export type OperatorHistoryRecord =
  | OperationRecord
  | StatusRecord
  | AccountRecord
  | ReceivedRecord
  | PendingRecord
  | UpdateRecord
  | InvalidRecord
  | TopicNoteRecord
  | BatchRecord
  | RevertedRecord
  | DepositRecord
  | WithdrawalRecord
  | BlockRecord;
