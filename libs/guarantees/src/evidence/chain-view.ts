import type {
  BatchRecord,
  ChainOperation,
  DepositRecord,
  WithdrawalRecord,
} from '@plimsoll/history/operator-record';
import type { Checker, Evidence, JudgeContext } from '../guarantee.ts';
import { grown } from '../grown.ts';
import { hashes } from './hashes.ts';
import type { Hashes } from './hashes.ts';
import { methods } from './operations.ts';
import { slotsDigest } from './slots-digest.ts';

/** A batch on the chain without its operations: those lie in columns, from `first` up to before `end`. */
export interface Batch {
  readonly height: number;
  readonly parentRoot: string;
  readonly newRoot: string;
  readonly operatorId: number;
  readonly submitter: string;
  readonly depositsFrom: number;
  readonly depositsTo: number;
  readonly blockNumber: number;
  readonly blockHash: string;
  readonly gasUsed: number;
  readonly first: number;
  readonly end: number;
  /** Of its operations in their order: two readings of one batch have the same. */
  readonly digest: number;
  readonly place: number;
}

/** A money order in the contract's queue. */
export interface Deposit {
  readonly index: number;
  readonly account: number;
  readonly tokenId: number;
  readonly amount: bigint;
  readonly place: number;
}

/** What one final observer read from the contract, batch by batch in order of height, operations in columns. */
export class ChainReading {
  readonly observer: 'first' | 'second';
  readonly batches: Batch[] = [];
  readonly deposits: Deposit[] = [];
  readonly withdrawals: (WithdrawalRecord & { readonly place: number })[] = [];
  /** Number of operations in all batches; each has a *position*. */
  count = 0;
  slot = new Int32Array(1024);
  method = new Uint8Array(1024);
  account = new Int32Array(1024);
  counterpart = new Int32Array(1024);
  token = new Uint16Array(1024);
  amount = new BigUint64Array(1024);
  nonce = new Float64Array(1024);
  /** Redeemed, or given by its place; -1 none. */
  index = new Float64Array(1024);
  /** By position: number of the batch in `batches`. */
  batchOf = new Int32Array(1024);
  /** By slot of a hash: position of its first execution plus one; 0: never executed. */
  executed = new Int32Array(1024);
  /** Positions whose operation had been executed before. */
  readonly repeats: number[] = [];
  readonly publicKeys = new Map<number, string>();
  readonly addresses = new Map<number, string>();
  #sorted = true;

  /** Whether operations lie in columns; a second reading is only compared, by digests of its batches. */
  readonly isWhole: boolean;

  constructor(observer: 'first' | 'second', isWhole = true) {
    this.observer = observer;
    this.isWhole = isWhole;
  }

  /** Position of the first execution of an operation; -1: not on the chain. */
  positionOf(slot: number): number {
    return (this.executed[slot] ?? 0) - 1;
  }

  /** The batch that holds a position. */
  batchAt(position: number): Batch {
    return this.batches[this.batchOf[position] as number] as Batch;
  }

  /** Position of the last operation before this one with its account and nonce; -1 if there is none. Walks back: for what is rare. */
  lastWithNonce(position: number): number {
    for (let before = position - 1; before >= 0; before -= 1)
      if (
        this.account[before] === this.account[position] &&
        this.nonce[before] === this.nonce[position] &&
        methods[this.method[before] as number] !== 'create-account'
      )
        return before;
    return -1;
  }

  /** Batches by height, as they should have been recorded anyway. */
  inOrder(): readonly Batch[] {
    return this.#sorted ? this.batches : [...this.batches].sort((a, b) => a.height - b.height);
  }

  take(record: BatchRecord, place: number, known: Hashes): void {
    const {
      operations,
      kind: _kind,
      observer: _observer,
      atMicros: _at,
      transactionHash: _hash,
      ...head
    } = record;
    const last = this.batches.at(-1);
    if (last !== undefined && last.height >= record.height) this.#sorted = false;
    const first = this.count;
    if (this.isWhole) for (const operation of operations) this.#operation(operation, known);
    const digest = slotsDigest(operations.length, (at) =>
      known.slot((operations[at] as ChainOperation).hash),
    );
    this.batches.push({ ...head, first, end: first + operations.length, digest, place });
  }

  takeDeposit({ index, account, tokenId, amount }: DepositRecord, place: number): void {
    this.deposits.push({ index, account, tokenId, amount: BigInt(amount), place });
  }

  #operation(operation: ChainOperation, known: Hashes): void {
    const at = this.count;
    this.count += 1;
    if (at >= this.slot.length) this.#grow(at);
    const slot = known.slot(operation.hash);
    this.slot[at] = slot;
    this.method[at] = methods.indexOf(operation.method);
    this.account[at] = operation.account;
    this.counterpart[at] = operation.counterpart;
    this.token[at] = operation.tokenId;
    this.amount[at] = BigInt(operation.amount);
    this.nonce[at] = operation.nonce;
    this.index[at] = operation.index ?? -1;
    this.batchOf[at] = this.batches.length;
    if (operation.publicKey !== undefined) this.publicKeys.set(at, operation.publicKey);
    if (operation.address !== undefined) this.addresses.set(at, operation.address);
    this.executed = grown(this.executed, slot);
    if (this.executed[slot] === 0) this.executed[slot] = at + 1;
    else this.repeats.push(at);
  }

  #grow(at: number): void {
    this.slot = grown(this.slot, at);
    this.method = grown(this.method, at);
    this.account = grown(this.account, at);
    this.counterpart = grown(this.counterpart, at);
    this.token = grown(this.token, at);
    const amount = new BigUint64Array(this.slot.length);
    amount.set(this.amount);
    this.amount = amount;
    this.nonce = grown(this.nonce, at);
    this.index = grown(this.index, at);
    this.batchOf = grown(this.batchOf, at);
  }
}

/**
 * The contract's history as the final observers read it, sharing no code with the operator. `main` is what guarantees compare with:
 * the first observer's reading, or the second's where the first has none. That both agree is a validity check's.
 */
export class ChainView implements Evidence {
  readonly readings: ChainReading[] = [];
  readonly #hashes: Hashes;
  readonly #context: JudgeContext;

  constructor(context: JudgeContext) {
    this.#context = context;
    this.#hashes = context.evidence(hashes);
  }

  readonly on: Checker['on'] = {
    batch: (record) => {
      if (record.observer !== 'live')
        this.#reading(record.observer).take(record, this.#context.place(), this.#hashes);
    },
    deposit: (record) => {
      if (record.observer !== 'live')
        this.#reading(record.observer).takeDeposit(record, this.#context.place());
    },
    withdrawal: (record) => {
      if (record.observer !== 'live')
        this.#reading(record.observer).withdrawals.push({ ...record, place: this.#context.place() });
    },
  };

  get main(): ChainReading {
    return this.readings[0] ?? new ChainReading('first');
  }

  #reading(observer: 'first' | 'second'): ChainReading {
    let reading = this.readings.find((each) => each.observer === observer);
    if (reading === undefined) {
      reading = new ChainReading(observer, this.readings.length === 0);
      this.readings.push(reading);
    }
    return reading;
  }
}

/** The chain of this run, as it was read at the end. */
export function chainView(context: JudgeContext): ChainView {
  return new ChainView(context);
}
