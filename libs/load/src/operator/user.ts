import type { KeyObject } from 'node:crypto';
import type { ReceivedOrder } from './received-orders.ts';
import type { OperationFacts } from './wanted-operation.ts';

const patienceMinMicros = 500_000;
const patienceMaxMicros = 20_000_000;

/**
 * One account of the load as its owner knows it: which nonce is next, what it surely has, what it may redeem, and what it was
 * told is registered and has not seen the end of. One operation at a time is unanswered, so nonces follow each other without
 * a gap (RG-05). Pure: no clock, no I/O.
 */
export class User {
  readonly account: number;
  readonly key: KeyObject;
  /** Highest nonce in use by something that was registered. */
  nonce = 0;
  /** Orders that some instance showed as redeemable, ascending; those at or below `redeemedTo` are gone. */
  available: ReceivedOrder[] = [];
  /** Index of the last redemption that was registered. */
  redeemedTo = 0;
  lastRedeemed: ReceivedOrder | undefined;
  /** Registered operations that were not seen to end, in the order of their nonces, and since when. */
  readonly open: { readonly facts: OperationFacts; readonly sinceMicros: number }[] = [];
  /** Something that had to execute was rejected: nothing more is asked until all that is open has ended. */
  confused = false;
  #leastBalance: bigint;
  #mostBalance: bigint;
  #executedTo = 0;
  /** About as long as an operation takes to its end, by what was seen. */
  #patienceMicros = 1_000_000;

  constructor(account: number, key: KeyObject, balance: bigint) {
    this.account = account;
    this.key = key;
    this.#leastBalance = balance;
    this.#mostBalance = balance;
  }

  /** What it has if everything was spent and nothing came in. */
  get leastBalance(): bigint {
    return this.#leastBalance;
  }

  /** What it has if everything came in and nothing was spent. */
  get mostBalance(): bigint {
    return this.#mostBalance;
  }

  /** It may have been registered: the money may be gone, or have come. */
  asked({ method, amount, expected }: OperationFacts): void {
    if (expected === 'rejected') return;
    if (method === 'redeem-order') this.#mostBalance += BigInt(amount);
    else this.#leastBalance -= BigInt(amount);
  }

  /** It was registered. What must be rejected leaves its nonce to the next. */
  registered(facts: OperationFacts, nowMicros: number): void {
    if (facts.expected === 'rejected') return;
    this.nonce = Math.max(this.nonce, facts.nonce);
    this.open.push({ facts, sinceMicros: nowMicros });
    if (facts.method !== 'redeem-order' || facts.index === undefined) return;
    const { index } = facts;
    this.lastRedeemed = this.available.find((order) => order.index === index) ?? this.lastRedeemed;
    this.redeemedTo = Math.max(this.redeemedTo, index);
    this.available = this.available.filter((order) => order.index > this.redeemedTo);
  }

  /** An instance shows what it can redeem, in the order of indexes. */
  received(orders: readonly ReceivedOrder[]): void {
    const highest = this.available.at(-1)?.index ?? this.redeemedTo;
    this.available.push(...orders.filter(({ index }) => index > highest));
  }

  /**
   * The open operation whose end says most: the newest of those that have had their time, since it executes after all before
   * it. A confused account asks for one after the other. Undefined where none is worth asking for.
   */
  telling(nowMicros: number): OperationFacts | undefined {
    if (this.confused) return this.open[0]?.facts;
    return this.open.findLast(({ sinceMicros }) => nowMicros - sinceMicros >= this.#patienceMicros)?.facts;
  }

  /** It has not ended yet: the next look comes later. */
  pending(): void {
    this.#patienceMicros = Math.min(patienceMaxMicros, this.#patienceMicros * 1.5);
  }

  /** An open operation was seen to end. */
  ended(facts: OperationFacts, how: 'EXECUTED' | 'REJECTED'): void {
    this.#patienceMicros = Math.max(patienceMinMicros, this.#patienceMicros * 0.9);
    if (how === 'EXECUTED') {
      this.#executedTo = Math.max(this.#executedTo, facts.nonce);
      // All before it have ended too, by the order of nonces; a confused account looks at each.
      this.#drop(({ nonce, hash }) => (this.confused ? hash === facts.hash : nonce <= facts.nonce));
    } else {
      this.#drop(({ hash }) => hash === facts.hash);
      const rivalOpen =
        facts.rivals !== undefined && this.open.some((open) => open.facts.rivals === facts.rivals);
      if (!rivalOpen && facts.nonce > this.#executedTo) this.confused = true;
    }
    if (!this.confused || this.open.length > 0) return;
    this.confused = false;
    this.nonce = this.#executedTo;
  }

  #drop(goes: (facts: OperationFacts) => boolean): void {
    const stay = this.open.filter(({ facts }) => !goes(facts));
    this.open.splice(0, this.open.length, ...stay);
  }
}
