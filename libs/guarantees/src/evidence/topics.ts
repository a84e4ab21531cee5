import type { InvalidRecord, PendingRecord, UpdateRecord } from '@plimsoll/history/operator-record';
import type { Checker, Evidence, JudgeContext } from '../guarantee.ts';
import { grown } from '../grown.ts';
import { Growable } from '../measure/growable.ts';
import { hashes } from './hashes.ts';
import type { Hashes } from './hashes.ts';
import { slotsDigest } from './slots-digest.ts';

/** A batch-updates record; its operations are told from others by a digest of their slots. */
export interface Update {
  readonly event: UpdateRecord['event'];
  readonly height: number;
  readonly newRoot: string;
  readonly blockNumber: number;
  readonly blockHash: string;
  readonly operations: number;
  readonly digest: number;
  readonly offset: number;
  readonly place: number;
}

/** A pending-operations record that names somebody else as the instance that accepted the operation. */
export interface Foreign {
  readonly slot: number;
  readonly owner: string;
  readonly acceptedBy: string;
  readonly place: number;
}

const foreignMax = 1000;

/**
 * The topics as the final observers read them. What one of them read is in them: that both read the same is a validity check's. An
 * owner is a bit: its index in `context.nodes`, or behind them in order of appearance.
 */
export class Topics implements Evidence {
  /** By slot: bits of the owners in whose pending-operations topic the operation stands, and one place of it. */
  owners = new Uint32Array(1024);
  place = new Uint32Array(1024);
  /** Number of pending-operations records read by the first observer that read any. */
  pending = 0;
  readonly foreign: Foreign[] = [];
  /** Names by bit. */
  readonly names: string[];
  /** Of the first observer that read any: batch updates by owner, in order of the topic. */
  readonly updates = new Map<string, Update[]>();
  /** Invalid operations, in columns: whose topic, which operation, which reason, after which final batch. */
  readonly invalid = {
    owner: new Growable(),
    slot: new Growable(),
    reason: new Growable(),
    place: new Growable(),
    height: new Growable(),
  };
  readonly reasons: string[] = [];
  readonly hashes: Hashes;
  readonly #context: JudgeContext;
  #reader: string | undefined;

  constructor(context: JudgeContext) {
    this.#context = context;
    this.hashes = context.evidence(hashes);
    this.names = context.nodes.map(({ name }) => name);
  }

  readonly on: Checker['on'] = {
    pending: (record) => this.#pending(record),
    update: (record) => this.#update(record),
    invalid: (record) => this.#invalid(record),
  };

  /** Names of the owners in whose topics an operation stands. */
  ownersOf(slot: number): readonly string[] {
    const mask = this.owners[slot] ?? 0;
    return this.names.filter((_, bit) => ((mask >>> bit) & 1) === 1);
  }

  #isMain(observer: string): boolean {
    if (observer === 'live') return false;
    return observer === (this.#reader ??= observer);
  }

  #bit(owner: string): number {
    const known = this.names.indexOf(owner);
    return known >= 0 ? known : this.names.push(owner) - 1;
  }

  #pending(record: PendingRecord): void {
    if (record.observer === 'live') return;
    const slot = this.hashes.slot(record.hash);
    if (slot >= this.owners.length) {
      this.owners = grown(this.owners, slot);
      this.place = grown(this.place, slot);
    }
    const place = this.#context.place();
    if (this.owners[slot] === 0) this.place[slot] = place;
    this.owners[slot] = (this.owners[slot] as number) | (1 << this.#bit(record.owner));
    if (!this.#isMain(record.observer)) return;
    this.pending += 1;
    if (record.acceptedBy === record.owner || this.foreign.length >= foreignMax) return;
    this.foreign.push({ slot, owner: record.owner, acceptedBy: record.acceptedBy, place });
  }

  #update(record: UpdateRecord): void {
    if (!this.#isMain(record.observer)) return;
    const list = this.updates.get(record.owner) ?? [];
    if (list.length === 0) this.updates.set(record.owner, list);
    const { event, height, newRoot, blockNumber, blockHash, offset } = record;
    const operations = record.hashes.length;
    const digest = slotsDigest(operations, (at) => this.hashes.slot(record.hashes[at] as string));
    const place = this.#context.place();
    list.push({ event, height, newRoot, blockNumber, blockHash, operations, digest, offset, place });
  }

  #invalid(record: InvalidRecord): void {
    if (!this.#isMain(record.observer)) return;
    let reason = this.reasons.indexOf(record.reason);
    if (reason < 0) reason = this.reasons.push(record.reason) - 1;
    this.invalid.owner.push(this.#bit(record.owner));
    this.invalid.slot.push(this.hashes.slot(record.hash));
    this.invalid.reason.push(reason);
    this.invalid.place.push(this.#context.place());
    this.invalid.height.push(record.finalHeight);
  }
}

/** The topics of this run. */
export function topics(context: JudgeContext): Topics {
  return new Topics(context);
}
