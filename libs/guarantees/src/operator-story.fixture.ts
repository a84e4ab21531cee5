import { createHash } from 'node:crypto';
import type { HistoryFile } from '@plimsoll/history/layout';
import { historyFiles } from '@plimsoll/history/layout';
import type { ChainOperation, OperationRecord, StatusRecord } from '@plimsoll/history/operator-record';
import type { Plan } from '@plimsoll/history/plan';
import type { HistoryRecord } from '@plimsoll/history/record';
import type { Hex } from '@plimsoll/interface/operator/operation';
import type { StoryOptions } from './story-plan.fixture.ts';
import { call, Story } from './story.fixture.ts';
import type { Alter, Scene, Told } from './story.fixture.ts';

/** 32 bytes that stand for a name: an operation's hash, a root, a block. */
export const digestOf = (name: string): Hex => `0x${createHash('sha256').update(name).digest('hex')}`;
/** The hash of the story's operation with this id. */
export const hashOf = (id: number): Hex => digestOf(`operation ${id}`);
/** The root after the batch of this height; genesis is 0. */
export const rootOf = (height: number): Hex =>
  height === 0 ? `0x${'00'.repeat(32)}` : digestOf(`root ${height}`);
/** Index of an order by its order batch and its place there. */
export const orderIndex = (orderBatch: number, place: number): number => orderBatch * 65_536 + place;

/** What each genesis account has of token 0. */
export const genesisFunds = 1000n;
const accounts = 4;

interface ToldBatch {
  readonly ms: number;
  readonly ids: readonly number[];
  readonly deposits: number;
}

/**
 * A small, whole, legal history of an operator told by hand: operations, what became of them, topics, chain and final reads by
 * both observers; `alter` then breaks one thing. Two instances, a-1 and b-1; four funded accounts, 0 to 3.
 */
export class OperatorStory implements Told {
  readonly plan: Plan;
  readonly endMs: number;
  /** Faults, probes and health are told to it. */
  readonly common: Story;
  readonly #operations = new Map<number, OperationRecord>();
  readonly #extra: OperationRecord[] = [];
  readonly #batches: ToldBatch[] = [];
  readonly #rejected = new Map<number, string>();
  readonly #deposits: { readonly account: number; readonly amount: bigint }[] = [];

  constructor(options: StoryOptions = {}) {
    this.common = new Story({
      capabilities: [
        'deposits',
        'outbound-transfers',
        'pending-topic',
        'batch-updates-topic',
        'invalid-operations-topic',
        'active-active',
      ],
      ...options,
      members: ['client'],
    });
    this.endMs = this.common.endMs;
    const { plan } = this.common;
    this.plan = {
      ...plan,
      subject: { ...plan.subject, system: 'operator' },
      genesis: Array.from({ length: accounts }, (_, id) => ({
        id,
        publicKey: digestOf(`key ${id}`),
        operatorId: 1,
        balances: { '0': String(genesisFunds) },
      })),
    };
  }

  /** An order of 10 from account 0 to account 1, sent to a-1 and acknowledged 5 ms later; anything may be overridden. */
  operation(id: number, ms: number, more: Partial<OperationRecord> = {}): this {
    const record: OperationRecord = {
      kind: 'operation',
      id,
      attempt: 1,
      method: 'create-order',
      hash: hashOf(id),
      account: 0,
      nonce: id + 1,
      counterpart: 1,
      tokenId: 0,
      amount: '10',
      expected: 'executed',
      purpose: 'load',
      ...call(ms, 5, more.instance ?? 'a-1'),
      ...more,
    };
    if (this.#operations.has(id)) this.#extra.push(record);
    else this.#operations.set(id, record);
    return this;
  }

  /** Account `account` redeems an order of 10 from account 0. */
  redeem(id: number, ms: number, index: number, more: Partial<OperationRecord> = {}): this {
    return this.operation(id, ms, {
      method: 'redeem-order',
      account: 1,
      counterpart: 0,
      nonce: 1,
      index,
      ...more,
    });
  }

  /** A deposit in the contract's queue. */
  deposit(account: number, amount: bigint): this {
    this.#deposits.push({ account, amount });
    return this;
  }

  /** The next batch, with these operations and so many deposits. */
  batch(ms: number, ids: readonly number[], deposits = 0): this {
    this.#batches.push({ ms, ids, deposits });
    return this;
  }

  /** It ends REJECTED everywhere. */
  rejected(id: number, reason: string): this {
    this.#rejected.set(id, reason);
    return this;
  }

  tell(file: HistoryFile, ms: number, record: HistoryRecord): this {
    this.common.tell(file, ms, record);
    return this;
  }

  /** The whole history in judging order, each record with its file. */
  records(alter: Alter = (record) => record): readonly (readonly [HistoryFile, HistoryRecord])[] {
    const told: { file: HistoryFile; record: HistoryRecord; scene: Scene }[] = [];
    const keep = (record: HistoryRecord): boolean =>
      !['open', 'close', 'proof', 'event'].includes(record.kind);
    const common = this.common.records().filter(([, record]) => keep(record));
    for (const file of historyFiles) {
      for (const [each, record] of common) if (each === file) told.push({ file, record, scene: { file } });
      if (file === 'load')
        for (const record of [...this.#operations.values(), ...this.#extra])
          told.push({ file, record, scene: { file } });
      if (file !== 'first' && file !== 'second') continue;
      for (const record of [...this.#chain(file), ...this.#topics(file), ...this.#reads(file)]) {
        const instance =
          'instance' in record ? record.instance : 'owner' in record ? record.owner : undefined;
        told.push({
          file,
          record,
          scene: { file, observer: file, ...(instance === undefined ? {} : { instance }) },
        });
      }
    }
    return told.flatMap(({ file, record, scene }) => {
      const altered = alter(record, scene);
      if (altered === undefined) return [];
      return (Array.isArray(altered) ? altered : [altered]).map(
        (one) => [file, one as HistoryRecord] as const,
      );
    });
  }

  #placed(): { readonly operations: ChainOperation[]; readonly from: number; readonly to: number }[] {
    let orderBatch = 0;
    let taken = 0;
    let nextAccount = accounts;
    return this.#batches.map(({ ids, deposits }) => {
      let place = deposits;
      const makes = deposits > 0 || ids.some((id) => this.#operations.get(id)?.method === 'create-order');
      if (makes) orderBatch += 1;
      const operations = ids.map((id): ChainOperation => {
        const { method, hash, account, counterpart, tokenId, amount, nonce, index, publicKey, address } =
          this.#operations.get(id) as OperationRecord;
        const own = method === 'create-order' ? orderIndex(orderBatch, place++) : index;
        return {
          method,
          hash,
          account: method === 'create-account' ? nextAccount++ : account,
          counterpart,
          tokenId,
          amount,
          nonce,
          ...(own === undefined ? {} : { index: own }),
          ...(publicKey === undefined ? {} : { publicKey }),
          ...(address === undefined ? {} : { address }),
        };
      });
      const from = taken;
      taken += deposits;
      return { operations, from, to: taken };
    });
  }

  #chain(observer: 'first' | 'second'): HistoryRecord[] {
    const atMicros = (this.endMs + 50) * 1000;
    const queue = this.#deposits.map(({ account, amount }, index): HistoryRecord => ({
      kind: 'deposit',
      observer,
      atMicros,
      index,
      account,
      tokenId: 0,
      amount: String(amount),
      blockNumber: 1,
    }));
    const batches = this.#placed().map(({ operations, from, to }, n): HistoryRecord => ({
      kind: 'batch',
      observer,
      atMicros,
      height: n + 1,
      parentRoot: rootOf(n),
      newRoot: rootOf(n + 1),
      operatorId: 1,
      submitter: '0xa',
      depositsFrom: from,
      depositsTo: to,
      operations,
      blockNumber: 10 * (n + 1),
      blockHash: digestOf(`block ${10 * (n + 1)}`),
      transactionHash: digestOf(`transaction ${n + 1}`),
      gasUsed: 100_000,
    }));
    return [...queue, ...batches];
  }

  #topics(observer: 'first' | 'second'): HistoryRecord[] {
    const atMicros = (this.endMs + 60) * 1000;
    const records: HistoryRecord[] = [];
    for (const { name: owner } of this.plan.nodes) {
      const seen = (topic: string, offset: number) =>
        ({ observer, atMicros, topic: `${topic}-${owner}`, partition: 0, offset }) as const;
      const mine = [...this.#operations.values(), ...this.#extra].filter(
        (each) => each.outcome === 'ok' && (each.servedBy ?? each.instance) === owner,
      );
      mine.forEach(({ hash, method, account, publicKey }, offset) =>
        records.push({
          kind: 'pending',
          ...seen('pending-operations', offset),
          owner,
          key: method === 'create-account' ? (publicKey ?? '') : String(account),
          hash,
          acceptedBy: owner,
        }),
      );
      records.push({ kind: 'topic', ...seen('pending-operations', mine.length), state: 'end' });
      let offset = 0;
      this.#placed().forEach(({ operations }, n) => {
        for (const event of ['submitted', 'finalised'] as const)
          records.push({
            kind: 'update',
            ...seen('batch-updates', offset++),
            owner,
            event,
            height: n + 1,
            newRoot: rootOf(n + 1),
            blockNumber: 10 * (n + 1),
            blockHash: digestOf(`block ${10 * (n + 1)}`),
            hashes: event === 'submitted' ? operations.map(({ hash }) => hash) : [],
          });
      });
      records.push({ kind: 'topic', ...seen('batch-updates', offset), state: 'end' });
      [...this.#rejected].forEach(([id, reason], at) =>
        records.push({
          kind: 'invalid',
          ...seen('invalid-operations', at),
          owner,
          hash: hashOf(id),
          reason,
          finalHeight: this.#batches.length,
        }),
      );
      records.push({ kind: 'topic', ...seen('invalid-operations', this.#rejected.size), state: 'end' });
    }
    return records;
  }

  #reads(observer: 'first' | 'second'): HistoryRecord[] {
    const ms = this.endMs + 100;
    const placed = this.#placed();
    const records: HistoryRecord[] = [];
    const balances = this.#balances();
    for (const { name } of this.plan.nodes) {
      const asked = { ...call(ms, 2, name), client: observer, observer } as const;
      for (const [id, { hash, outcome }] of this.#operations) {
        const height =
          placed.findIndex(({ operations }) => operations.some((each) => each.hash === hash)) + 1;
        const mine = placed[height - 1]?.operations.find((each) => each.hash === hash);
        const reason = this.#rejected.get(id);
        const status: StatusRecord = {
          kind: 'status',
          ...asked,
          hash,
          status:
            height > 0
              ? 'EXECUTED'
              : reason !== undefined
                ? 'REJECTED'
                : outcome === 'fail'
                  ? 'UNKNOWN'
                  : 'PENDING',
          ...(reason === undefined ? {} : { reason }),
          ...(height > 0
            ? {
                batchHeight: height,
                stateRoot: rootOf(height),
                blockNumber: 10 * height,
                blockHash: digestOf(`block ${10 * height}`),
              }
            : {}),
          ...(mine?.index === undefined ? {} : { index: mine.index }),
          ...(mine?.method === 'create-account' ? { account: mine.account } : {}),
        };
        records.push(status);
      }
      for (const [account, { balance, nonce, redemptionIndex }] of balances)
        records.push({
          kind: 'account',
          ...asked,
          account,
          view: 'final',
          nonce,
          redemptionIndex,
          balances: { '0': String(balance) },
          stateRoot: rootOf(placed.length),
        });
    }
    return records;
  }

  /** The fixture's own, naive account of who has what at the end. */
  #balances(): Map<number, { balance: bigint; nonce: number; redemptionIndex: number }> {
    const all = new Map<number, { balance: bigint; nonce: number; redemptionIndex: number }>();
    const of = (account: number, initial = 0n) => {
      const known = all.get(account) ?? { balance: initial, nonce: 0, redemptionIndex: 0 };
      all.set(account, known);
      return known;
    };
    for (let id = 0; id < accounts; id += 1) of(id, genesisFunds);
    for (const { operations } of this.#placed())
      for (const { method, account, amount, nonce, index } of operations) {
        const one = of(account);
        if (method === 'create-account') continue;
        one.nonce = nonce;
        if (method === 'redeem-order') {
          one.balance += BigInt(amount);
          one.redemptionIndex = index ?? 0;
        } else one.balance -= BigInt(amount);
      }
    return all;
  }
}
