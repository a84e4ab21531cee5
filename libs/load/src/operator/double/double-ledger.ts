import type { BatchOperation } from '@plimsoll/interface/operator/batch-data';
import type { Hex, Operation } from '@plimsoll/interface/operator/operation';
import type { Plan } from '@plimsoll/history/plan';

/** What the double remembers of an operation. */
export interface DoubleOperation {
  readonly hash: Hex;
  readonly operation: Operation;
  status: 'PENDING' | 'EXECUTED' | 'REJECTED';
  reason: string | null;
  height: number | null;
  index: number | null;
  accountId: number | null;
}

export interface DoubleAccount {
  readonly id: number;
  readonly publicKey: Hex;
  nonce: number;
  redemptionIndex: number;
  balance: bigint;
}

export interface DoubleOrder {
  readonly index: number;
  readonly from: number;
  readonly to: number;
  readonly amount: bigint;
  readonly blindingFactor: Hex;
}

/** State of the operator double: applied at once, final at once. It keeps the interface's rules in the simplest way and is no reference. */
export class DoubleLedger {
  readonly operations = new Map<Hex, DoubleOperation>();
  readonly accounts: DoubleAccount[];
  readonly orders: DoubleOrder[] = [];
  height = 0;
  #orderBatch = 0;
  #pending: DoubleOperation[] = [];

  constructor(genesis: NonNullable<Plan['genesis']>) {
    this.accounts = genesis.map(({ id, publicKey, balances }) => ({
      id,
      publicKey: publicKey as Hex,
      nonce: 0,
      redemptionIndex: 0,
      balance: BigInt(balances['0'] ?? 0),
    }));
  }

  /** Idempotent by hash. */
  register(hash: Hex, operation: Operation): void {
    if (this.operations.has(hash)) return;
    const known: DoubleOperation = {
      hash,
      operation,
      status: 'PENDING',
      reason: null,
      height: null,
      index: null,
      accountId: null,
    };
    this.operations.set(hash, known);
    this.#pending.push(known);
  }

  /** Executes what can be executed as one batch; undefined when there is nothing. */
  batch(): readonly BatchOperation[] | undefined {
    const done: DoubleOperation[] = [];
    const stay: DoubleOperation[] = [];
    const height = this.height + 1;
    let place = 0;
    for (const each of this.#pending) {
      const verdict = this.#apply(each, () => (this.#orderBatch + 1) * 65_536 + place++);
      if (verdict === 'wait') stay.push(each);
      else if (verdict === undefined) done.push(Object.assign(each, { status: 'EXECUTED', height }));
      else Object.assign(each, { status: 'REJECTED', reason: verdict });
    }
    this.#pending = stay;
    if (done.length === 0) return undefined;
    if (place > 0) this.#orderBatch += 1;
    this.height = height;
    return done.map(batched);
  }

  /** A reason, `wait`, or undefined when it was executed. */
  #apply(each: DoubleOperation, nextIndex: () => number): string | undefined {
    const { operation } = each;
    if (operation.kind === 'create-account') {
      if (this.accounts.some(({ publicKey }) => publicKey === operation.publicKey))
        return 'PUBLIC_KEY_ALREADY_EXISTS';
      const id = this.accounts.length;
      const { publicKey } = operation;
      this.accounts.push({ id, publicKey, nonce: 0, redemptionIndex: 0, balance: 0n });
      each.accountId = id;
      return undefined;
    }
    const signer = this.accounts[operation.kind === 'redeem-order' ? operation.to : operation.from];
    if (signer === undefined) return 'ACCOUNT_NOT_FOUND';
    if (operation.nonce <= signer.nonce) return 'REPLACED_BY_OPERATION_WITH_SAME_NONCE';
    if (operation.nonce > signer.nonce + 1) return 'wait';
    if (operation.kind === 'redeem-order') {
      const order = this.orders.find(({ index }) => index === operation.index);
      if (order === undefined) return 'ORDER_NOT_FOUND';
      if (order.amount !== operation.amount || order.to !== operation.to) return 'ORDER_MISMATCH';
      if (operation.index <= signer.redemptionIndex) return 'ORDER_NOT_REDEEMABLE';
      signer.redemptionIndex = operation.index;
      signer.balance += operation.amount;
      each.index = operation.index;
    } else {
      if (operation.amount > signer.balance) return 'BALANCE_TOO_LOW';
      signer.balance -= operation.amount;
      if (operation.kind === 'create-order') {
        const { from, to, amount, blindingFactor } = operation;
        each.index = nextIndex();
        this.orders.push({ index: each.index, from, to, amount, blindingFactor });
      }
    }
    signer.nonce += 1;
    return undefined;
  }
}

function batched({ hash, operation, accountId }: DoubleOperation): BatchOperation {
  switch (operation.kind) {
    case 'create-account':
      return {
        kind: 'create-account',
        hash,
        accountId: accountId ?? 0,
        publicKey: operation.publicKey,
      };
    case 'create-order': {
      const { kind, from, to, tokenId, amount, nonce } = operation;
      return { kind, hash, from, to, tokenId, amount, nonce };
    }
    case 'redeem-order': {
      const { kind, from, to, tokenId, amount, nonce, index } = operation;
      return { kind, hash, from, to, tokenId, amount, nonce, index };
    }
    case 'outbound': {
      const { kind, from, address, tokenId, amount, nonce } = operation;
      return { kind, hash, from, address, tokenId, amount, nonce };
    }
  }
}
