import type { Hex, SignedOperation } from '@plimsoll/interface/operator/operation';
import type { RejectionReason } from '@plimsoll/interface/operator/statuses';
import type { BrokenRule } from './broken-rule.ts';

/** What the double knows of an account. */
export interface DoubleAccount {
  readonly id: number;
  readonly publicKey: Hex;
  readonly jointEncryptionKey: Hex;
  readonly operatorId: number;
  nonce: number;
  redemptionIndex: number;
  balance: bigint;
}

/** What the double knows of an operation. */
export interface DoubleOperation {
  readonly hash: Hex;
  readonly operation: SignedOperation['operation'];
  status: 'PENDING' | 'EXECUTED' | 'REJECTED';
  reason: RejectionReason | null;
  height: number | null;
  index: number | null;
}

/** An order that was made. */
export interface DoubleOrder {
  readonly index: number;
  readonly from: number;
  readonly to: number;
  readonly amount: bigint;
  readonly blindingFactor: Hex;
  readonly height: number;
  redeemed: boolean;
}

/**
 * The state of an operator in memory, for the tests of the cases: what is accepted is executed at the next tick and final
 * at once. It keeps the interface's rules in the simplest way, or breaks one.
 */
export class DoubleLedger {
  readonly accounts: DoubleAccount[];
  readonly operations: DoubleOperation[] = [];
  readonly orders: DoubleOrder[] = [];
  height = 0;
  readonly #broken: BrokenRule | undefined;

  constructor(accounts: readonly DoubleAccount[], broken: BrokenRule | undefined) {
    this.accounts = accounts.map((each) => ({ ...each }));
    this.#broken = broken;
  }

  /** Idempotent by hash. */
  register(hash: Hex, operation: DoubleOperation['operation']): void {
    const known = this.operations.some((each) => each.hash === hash);
    if (known && this.#broken !== 'replay-executes') return;
    if (known && operation.kind !== 'create-account') {
      // Executed again: the account pays twice.
      this.#signer(operation).balance -= operation.amount;
      return;
    }
    this.operations.push({ hash, operation, status: 'PENDING', reason: null, height: null, index: null });
  }

  /** Executes what can be executed, as one batch. */
  tick(): void {
    for (let again = true; again;) {
      again = false;
      for (const each of this.operations.filter(({ status }) => status === 'PENDING')) {
        const verdict = this.#judge(each.operation);
        if (verdict === 'waits') continue;
        again = true;
        if (verdict === undefined) this.#execute(each);
        else this.#reject(each, verdict);
      }
    }
  }

  #signer(operation: Exclude<DoubleOperation['operation'], { kind: 'create-account' }>): DoubleAccount {
    return this.accounts[operation.kind === 'redeem-order' ? operation.to : operation.from] as DoubleAccount;
  }

  #judge(operation: DoubleOperation['operation']): RejectionReason | 'waits' | undefined {
    if (operation.kind === 'create-account') {
      if (this.#broken === 'accounts-never-appear') return 'QUARANTINED';
      const taken = this.accounts.some(({ publicKey }) => publicKey === operation.publicKey);
      return taken ? 'PUBLIC_KEY_ALREADY_EXISTS' : undefined;
    }
    const signer = this.#signer(operation);
    const { nonce } = operation;
    if (nonce > signer.nonce + 1) return this.#broken === 'gaps-rejected' ? 'NONCE_TOO_HIGH' : 'waits';
    if (nonce <= signer.nonce && this.#broken !== 'nonces-reused')
      return 'REPLACED_BY_OPERATION_WITH_SAME_NONCE';
    if (operation.kind !== 'redeem-order') {
      const free = this.#broken === 'withdrawals-free' && operation.kind === 'outbound';
      return signer.balance < operation.amount && !free ? 'BALANCE_TOO_LOW' : undefined;
    }
    if (operation.index <= signer.redemptionIndex && this.#broken !== 'index-unchecked')
      return 'ORDER_NOT_REDEEMABLE';
    const order = this.orders.find(({ index }) => index === operation.index);
    if (order === undefined) return 'ORDER_NOT_FOUND';
    const { from, to, amount } = order;
    const fits = from === operation.from && to === operation.to && amount === operation.amount;
    return fits || this.#broken === 'orders-unread' ? undefined : 'ORDER_MISMATCH';
  }

  #reject(each: DoubleOperation, reason: RejectionReason): void {
    Object.assign(each, { status: 'REJECTED', reason });
    if (this.#broken === 'rejected-uses-nonce' && each.operation.kind !== 'create-account')
      this.#signer(each.operation).nonce = each.operation.nonce;
  }

  #execute(each: DoubleOperation): void {
    this.height += 1;
    const { operation } = each;
    Object.assign(each, { status: 'EXECUTED', height: this.height });
    if (operation.kind === 'create-account') {
      const { publicKey, jointEncryptionKey } = operation;
      const zero = { nonce: 0, redemptionIndex: 0, balance: 0n };
      this.accounts.push({ id: this.accounts.length, publicKey, jointEncryptionKey, operatorId: 1, ...zero });
      return;
    }
    const signer = this.#signer(operation);
    signer.nonce = operation.nonce;
    if (operation.kind === 'redeem-order') {
      each.index = operation.index;
      signer.balance += operation.amount;
      signer.redemptionIndex = operation.index;
      const order = this.orders.find(({ index }) => index === operation.index);
      if (order && this.#broken !== 'received-never-redeemed') order.redeemed = true;
      return;
    }
    if (this.#broken !== 'withdrawals-free' || operation.kind !== 'outbound')
      signer.balance -= operation.amount;
    if (operation.kind !== 'create-order') return;
    each.index = 65_536 * this.height;
    const { from, to, amount, blindingFactor } = operation;
    const made = { index: each.index, height: this.height, redeemed: false };
    this.orders.push({ ...made, from, to, amount, blindingFactor });
  }
}
