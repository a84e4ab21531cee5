import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { rawTransaction, type RpcTransaction } from './raw-transaction.ts';
import type { Rpc } from './rpc.ts';

/** A block as far as the harness cares. */
export interface Block {
  readonly height: number;
  readonly hash: string;
}

/** What a reorganisation did. */
export interface Reorganisation {
  /** Last block that both branches have. */
  readonly fork: Block;
  /** Blocks that are no longer there, lowest first. */
  readonly gone: readonly Block[];
  /** Blocks that stand in their place, and one more. */
  readonly instead: readonly Block[];
  /** Transactions given back to the pool: those of the lost blocks and those that were waiting. */
  readonly returned: number;
}

/**
 * Mines the chain's blocks, one every `blockMs`, and steers the faults that only the miner can do. It mines by its own
 * timer and not by Hardhat's, because a snapshot has to lie between any two blocks: a snapshot can be used once, and
 * going back to it later loses whatever was not mined (facts/rollup.md, "Reorg as a fault").
 */
export class Miner {
  readonly #rpc: Rpc;
  readonly #blockMs: number;
  /** Snapshot taken right after the block of that height. */
  readonly #snapshots = new Map<number, string>();
  #head: Block = { height: 0, hash: '' };
  #timestamp = 0;
  /** When the head was mined, by `performance.now`. */
  #minedAt = 0;
  /** Nothing below is ever taken back: set-up lies there. */
  #floor = 0;
  #stalled = false;
  /** Asked of every block, in wei, and what was asked before. */
  #fee: { readonly wei: bigint; readonly before: bigint } | undefined;
  #closed = false;
  #dropping: { readonly from: ReadonlySet<string>; resolve(hashes: readonly string[]): void } | undefined;
  /** One thing at a time: a reorganisation and a block must not get into each other. */
  #turn: Promise<unknown> = Promise.resolve();

  constructor(rpc: Rpc, blockMs: number) {
    this.#rpc = rpc;
    this.#blockMs = blockMs;
  }

  get head(): Block {
    return this.#head;
  }

  get floor(): number {
    return this.#floor;
  }

  get stalled(): boolean {
    return this.#stalled;
  }

  /** Takes the first snapshot and mines from then on; rejects when the chain no longer does as told. */
  async run(): Promise<void> {
    await this.#exclusively(async () => {
      const genesis = await this.#rpc<{ hash: string; timestamp: string }>(
        'eth_getBlockByNumber',
        '0x0',
        false,
      );
      this.#head = { height: 0, hash: genesis.hash };
      this.#timestamp = Number(genesis.timestamp);
      await this.#keep();
    });
    let due = performance.now() + this.#blockMs;
    while (!this.#closed) {
      await sleep(Math.max(0, due - performance.now()));
      // A machine that was held up does not mine all missed blocks at once.
      due = Math.max(due + this.#blockMs, performance.now());
      if (!this.#stalled) await this.#exclusively(() => this.#tick());
    }
  }

  close(): void {
    this.#closed = true;
  }

  /** Mines one block at once, and takes what lies below for settled: no reorganisation goes back beyond it. */
  async settle(): Promise<Block> {
    return this.#exclusively(async () => {
      await this.#mine();
      this.#floor = this.#head.height;
      return this.#head;
    });
  }

  get charged(): boolean {
    return this.#fee !== undefined;
  }

  /** Every block from now on asks for this base fee; undefined asks once for what it was before, and lets it float. */
  async charge(wei: bigint | undefined): Promise<void> {
    await this.#exclusively(async () => {
      if (wei === undefined) {
        if (this.#fee !== undefined) await this.#askFor(this.#fee.before);
        this.#fee = undefined;
        return;
      }
      const head = await this.#rpc<{ baseFeePerGas: string }>('eth_getBlockByNumber', 'latest', false);
      this.#fee = { wei, before: this.#fee?.before ?? BigInt(head.baseFeePerGas) };
    });
  }

  /** No block from now on; transactions gather in the pool. */
  stall(): void {
    this.#stalled = true;
  }

  resume(): void {
    this.#stalled = false;
  }

  /**
   * Throws out of the pool, just before the next block that would take them, all transactions of these senders (of
   * anybody, if none is named). Gives their hashes; none when nothing was sent within that time.
   */
  async drop(from: readonly string[], withinMs: number): Promise<readonly string[]> {
    if (this.#dropping !== undefined) throw new Error('transactions are being dropped already');
    const done = Promise.withResolvers<readonly string[]>();
    this.#dropping = { from: new Set(from.map((address) => address.toLowerCase())), resolve: done.resolve };
    const timer = setTimeout(() => done.resolve([]), withinMs);
    try {
      return await done.promise;
    } finally {
      clearTimeout(timer);
      this.#dropping = undefined;
    }
  }

  /**
   * Takes the last `depth` blocks back and mines one more than those in their place, all empty; what the lost blocks held
   * and what was waiting goes back to the pool. For some milliseconds the chain shows the branches between: a head
   * that is lower than before. Throws when that would reach into set-up.
   */
  async reorganise(depth: number): Promise<Reorganisation> {
    return this.#exclusively(async () => {
      // Everybody has had half an interval to see the block that goes.
      await sleep(Math.max(0, this.#minedAt + this.#blockMs / 2 - performance.now()));
      const forkHeight = this.#head.height - depth;
      const snapshot = this.#snapshots.get(forkHeight);
      if (depth < 1 || forkHeight < this.#floor || snapshot === undefined) {
        throw new Error(
          `a chain of height ${this.#head.height} whose set-up ends at ${this.#floor} cannot lose ${depth} blocks`,
        );
      }
      const lost = await Promise.all(
        Array.from({ length: depth }, (_, index) => this.#block(forkHeight + 1 + index)),
      );
      const waiting = await this.#rpc<RpcTransaction[]>('eth_pendingTransactions');
      const fork = await this.#block(forkHeight);
      const raw = [...lost.flatMap(({ transactions }) => transactions), ...waiting].map(rawTransaction);
      if (!(await this.#rpc<boolean>('evm_revert', snapshot))) {
        throw new Error(`the chain does not know snapshot ${snapshot} of height ${forkHeight} any more`);
      }
      for (const height of this.#snapshots.keys()) {
        if (height >= forkHeight) this.#snapshots.delete(height);
      }
      this.#head = { height: forkHeight, hash: fork.hash };
      await this.#keep();
      // What the pool held at the time of the snapshot is among the raw transactions.
      await this.#empty(await this.#rpc<RpcTransaction[]>('eth_pendingTransactions'));
      const instead: Block[] = [];
      for (let count = 0; count <= depth; count += 1) {
        // Two empty blocks of one second on one parent would otherwise be the same block.
        await this.#rpc('hardhat_setPrevRandao', `0x${randomBytes(32).toString('hex')}`);
        await this.#mine();
        instead.push(this.#head);
      }
      let returned = 0;
      for (const transaction of raw) {
        // A transaction whose replacement was in the pool too is refused, as any node would.
        const taken = await this.#rpc('eth_sendRawTransaction', transaction).then(
          () => true,
          () => false,
        );
        if (taken) returned += 1;
      }
      return { fork, gone: lost.map(({ height, hash }) => ({ height, hash })), instead, returned };
    });
  }

  async #tick(): Promise<void> {
    const dropping = this.#dropping;
    if (dropping !== undefined) {
      const { from } = dropping;
      const pending = (await this.#rpc<RpcTransaction[]>('eth_pendingTransactions')).filter(
        (transaction) => from.size === 0 || from.has(transaction.from.toLowerCase()),
      );
      await this.#empty(pending);
      if (pending.length > 0) dropping.resolve(pending.map(({ hash }) => hash));
    }
    await this.#mine();
  }

  async #mine(): Promise<void> {
    // Reverting sets Hardhat's clock back too, so the time is always said.
    this.#timestamp = Math.max(this.#timestamp, Math.floor(Date.now() / 1_000));
    if (this.#fee !== undefined) await this.#askFor(this.#fee.wei);
    await this.#rpc('evm_mine', `0x${this.#timestamp.toString(16)}`);
    const { height, hash } = await this.#block(this.#head.height + 1);
    this.#head = { height, hash };
    this.#minedAt = performance.now();
    await this.#keep();
  }

  async #askFor(wei: bigint): Promise<void> {
    await this.#rpc('hardhat_setNextBlockBaseFeePerGas', `0x${wei.toString(16)}`);
  }

  async #keep(): Promise<void> {
    this.#snapshots.set(this.#head.height, await this.#rpc<string>('evm_snapshot'));
  }

  async #block(height: number): Promise<Block & { readonly transactions: readonly RpcTransaction[] }> {
    const block = await this.#rpc<{ hash: string; transactions: RpcTransaction[] } | null>(
      'eth_getBlockByNumber',
      `0x${height.toString(16)}`,
      true,
    );
    if (block === null) throw new Error(`the chain has no block ${height}`);
    return { height, hash: block.hash, transactions: block.transactions };
  }

  async #empty(pending: readonly RpcTransaction[]): Promise<void> {
    for (const { hash } of pending) await this.#rpc('hardhat_dropTransaction', hash);
  }

  async #exclusively<Result>(work: () => Promise<Result>): Promise<Result> {
    const turn = this.#turn.then(work);
    this.#turn = turn.catch(() => undefined);
    return turn;
  }
}
