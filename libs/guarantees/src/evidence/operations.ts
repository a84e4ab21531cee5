import type { OperationRecord } from '@plimsoll/history/operator-record';
import type { Checker, Evidence, JudgeContext } from '../guarantee.ts';
import { grown } from '../grown.ts';
import { hashes } from './hashes.ts';
import type { Hashes } from './hashes.ts';

/** Methods by their number in the columns. */
export const methods = ['create-account', 'create-order', 'redeem-order', 'outbound'] as const;
const expectations = ['executed', 'rejected', 'either'] as const;

/** Outcomes that the attempts of an operation had, as bits. */
export const happened = { ok: 1, fail: 2, info: 4 } as const;

/**
 * What the harness's own clients asked for, by the slot of its hash: what it says, whether it was acknowledged, when first and by
 * whom. Columns, since there are millions; `known(slot)` first.
 */
export class Operations implements Evidence {
  /** Number of operations asked for. */
  count = 0;
  /** The generator's dense id; -1: nobody of ours asked for it. */
  id = new Int32Array(1024).fill(-1);
  method = new Uint8Array(1024);
  account = new Int32Array(1024);
  counterpart = new Int32Array(1024);
  nonce = new Float64Array(1024);
  token = new Uint16Array(1024);
  amount = new BigUint64Array(1024);
  /** Index of the order to be redeemed; -1 none. */
  index = new Float64Array(1024);
  /** First and last moment of all attempts, run clock. */
  sent = new Float64Array(1024);
  done = new Float64Array(1024);
  /** First acknowledgement, run clock; 0: none. Where, and by which instance (index into `context.nodes`, -1 not told). */
  acknowledged = new Float64Array(1024);
  acknowledgedPlace = new Uint32Array(1024);
  acknowledgedBy = new Int16Array(1024).fill(-1);
  /** Bits of `happened`. */
  outcomes = new Uint8Array(1024);
  /** Bits of the instances that it may have reached: those asked directly; all, once a gateway was asked. */
  reached = new Uint32Array(1024);
  /** Bits of the instances that acknowledged it. */
  acknowledgers = new Uint32Array(1024);
  /** Bits of the instances that were asked directly and refused for certain, and of those that may have taken it. */
  refusers = new Uint32Array(1024);
  takers = new Uint32Array(1024);
  rivals = new Int32Array(1024).fill(-1);
  #expected = new Uint8Array(1024);
  place = new Uint32Array(1024);
  /** Public keys of accounts to be created, addresses of withdrawals. */
  readonly publicKeys = new Map<number, string>();
  readonly addresses = new Map<number, string>();
  readonly hashes: Hashes;
  readonly #context: JudgeContext;
  readonly #nodes: ReadonlyMap<string, number>;

  constructor(context: JudgeContext) {
    this.#context = context;
    this.hashes = context.evidence(hashes);
    this.#nodes = new Map(context.nodes.map(({ name }, index) => [name, index]));
  }

  readonly on: Checker['on'] = { operation: (record) => this.#take(record) };

  known(slot: number): boolean {
    return slot >= 0 && slot < this.id.length && (this.id[slot] as number) >= 0;
  }

  /** Whether it was acknowledged: registered, as its answer says. */
  isAcknowledged(slot: number): boolean {
    return this.known(slot) && ((this.outcomes[slot] as number) & happened.ok) !== 0;
  }

  /** Whether every attempt certainly failed. */
  isRefused(slot: number): boolean {
    return this.known(slot) && this.outcomes[slot] === happened.fail;
  }

  expected(slot: number): OperationRecord['expected'] {
    return expectations[this.#expected[slot] as number] ?? 'either';
  }

  /** `operation 17 (create-order of account 3, nonce 4, 0x01…)`, as witnesses name it. */
  name(slot: number): string {
    const hash = this.hashes.name(slot);
    if (!this.known(slot)) return `operation ${hash}, which none of our clients sent`;
    const method = methods[this.method[slot] as number];
    const who =
      method === 'create-account' ? '' : ` of account ${this.account[slot]}, nonce ${this.nonce[slot]}`;
    return `operation ${this.id[slot]} (${method}${who}, ${hash})`;
  }

  /** Slots of all operations asked for, in the order of their slots. */
  *all(): IterableIterator<number> {
    for (let slot = 0; slot < this.id.length; slot += 1) if ((this.id[slot] as number) >= 0) yield slot;
  }

  #take(record: OperationRecord): void {
    const slot = this.hashes.slot(record.hash);
    if (slot >= this.id.length) this.#grow(slot);
    const place = this.#context.place();
    if ((this.id[slot] as number) < 0) this.#first(slot, record, place);
    const node = this.#nodes.get(record.instance) ?? -1;
    const server = this.#nodes.get(record.servedBy ?? record.instance) ?? -1;
    this.sent[slot] = Math.min(this.sent[slot] as number, record.sentMicros);
    this.done[slot] = Math.max(this.done[slot] as number, record.doneMicros);
    this.outcomes[slot] = (this.outcomes[slot] as number) | happened[record.outcome];
    const asked = node < 0 ? 0xffffffff : 1 << node;
    this.reached[slot] = (this.reached[slot] as number) | asked;
    if (record.outcome !== 'fail') this.takers[slot] = (this.takers[slot] as number) | asked;
    else if (node >= 0) this.refusers[slot] = (this.refusers[slot] as number) | asked;
    if (record.outcome !== 'ok') return;
    if (server >= 0) this.acknowledgers[slot] = (this.acknowledgers[slot] as number) | (1 << server);
    const before = this.acknowledged[slot] as number;
    if (before > 0 && before <= record.doneMicros) return;
    this.acknowledged[slot] = Math.max(1, record.doneMicros);
    this.acknowledgedPlace[slot] = place;
    this.acknowledgedBy[slot] = server;
  }

  #first(slot: number, record: OperationRecord, place: number): void {
    this.count += 1;
    this.id[slot] = record.id;
    this.method[slot] = methods.indexOf(record.method);
    this.account[slot] = record.account;
    this.counterpart[slot] = record.counterpart;
    this.nonce[slot] = record.nonce;
    this.token[slot] = record.tokenId;
    this.amount[slot] = BigInt(record.amount);
    this.index[slot] = record.index ?? -1;
    this.sent[slot] = record.sentMicros;
    this.done[slot] = record.doneMicros;
    this.rivals[slot] = record.rivals ?? -1;
    this.#expected[slot] = expectations.indexOf(record.expected);
    this.place[slot] = place;
    if (record.publicKey !== undefined) this.publicKeys.set(slot, record.publicKey);
    if (record.address !== undefined) this.addresses.set(slot, record.address);
  }

  #grow(slot: number): void {
    this.id = grown(this.id, slot, -1);
    this.method = grown(this.method, slot);
    this.account = grown(this.account, slot);
    this.counterpart = grown(this.counterpart, slot);
    this.nonce = grown(this.nonce, slot);
    this.token = grown(this.token, slot);
    const amount = new BigUint64Array(this.id.length);
    amount.set(this.amount);
    this.amount = amount;
    this.index = grown(this.index, slot);
    this.sent = grown(this.sent, slot);
    this.done = grown(this.done, slot);
    this.acknowledged = grown(this.acknowledged, slot);
    this.acknowledgedPlace = grown(this.acknowledgedPlace, slot);
    this.acknowledgedBy = grown(this.acknowledgedBy, slot, -1);
    this.outcomes = grown(this.outcomes, slot);
    this.reached = grown(this.reached, slot);
    this.acknowledgers = grown(this.acknowledgers, slot);
    this.refusers = grown(this.refusers, slot);
    this.takers = grown(this.takers, slot);
    this.rivals = grown(this.rivals, slot, -1);
    this.#expected = grown(this.#expected, slot);
    this.place = grown(this.place, slot);
  }
}

/** The operations of this run. */
export function operations(context: JudgeContext): Operations {
  return new Operations(context);
}
