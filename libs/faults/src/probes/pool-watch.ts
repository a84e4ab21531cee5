import { setTimeout as sleep } from 'node:timers/promises';
import { readChain } from './rpc.ts';
import { short } from './chain-head.ts';

const EVERY_MS = 20;

interface Waiting {
  readonly hash: string;
  readonly from: string;
  readonly nonce: string;
}

/**
 * Watches the chain's pool: which transactions waited there and then were neither there nor in a block, with none of the
 * same sender and nonce in their place. Nothing else tells of a dropped transaction (facts/rollup.md, RH-26).
 */
export class PoolWatch {
  readonly #url: string;
  readonly #waiting = new Map<string, Waiting>();
  readonly #vanished: Waiting[] = [];
  readonly #done: Promise<void>;
  #closed = false;

  constructor(url: string) {
    this.#url = url;
    this.#done = this.#watch();
  }

  /** Those that vanished so far, in words. */
  get vanished(): readonly string[] {
    return this.#vanished.map(
      ({ hash, from, nonce }) => `${short(hash)} of ${short(from)}, nonce ${Number(nonce)}`,
    );
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#done;
  }

  async #watch(): Promise<void> {
    while (!this.#closed) {
      try {
        await this.#look();
      } catch {
        // The next look tells.
      }
      await sleep(EVERY_MS);
    }
  }

  async #look(): Promise<void> {
    const pool = (await readChain(this.#url, 'eth_pendingTransactions')) as readonly Waiting[];
    const here = new Set(pool.map(({ hash }) => hash));
    const places = new Set(pool.map(({ from, nonce }) => `${from} ${nonce}`));
    for (const waiting of this.#waiting.values()) {
      if (here.has(waiting.hash)) continue;
      this.#waiting.delete(waiting.hash);
      if (places.has(`${waiting.from} ${waiting.nonce}`)) continue;
      if ((await readChain(this.#url, 'eth_getTransactionByHash', waiting.hash)) !== null) continue;
      const used = Number(await readChain(this.#url, 'eth_getTransactionCount', waiting.from, 'latest'));
      if (used <= Number(waiting.nonce)) this.#vanished.push(waiting);
    }
    for (const { hash, from, nonce } of pool) this.#waiting.set(hash, { hash, from, nonce });
  }
}
