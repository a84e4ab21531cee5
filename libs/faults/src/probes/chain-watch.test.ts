import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { imaginedChain, type ImaginedChain } from '../../fixture/imagined-chain.ts';
import { BlockWatch } from './block-watch.ts';
import { PoolWatch } from './pool-watch.ts';

let chain: ImaginedChain;
let watch: { close(): Promise<void> } | undefined;
beforeEach(async () => {
  chain = await imaginedChain();
});
afterEach(async () => {
  await watch?.close();
  chain.close();
});

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await sleep(5);
}

describe('blocks', () => {
  test('that were seen and are others now are named; those that stayed are not', async () => {
    chain.blocks = ['g0', 'a1', 'a2', 'a3'];
    const blocks = await BlockWatch.begin(chain.url, 3);
    watch = blocks;
    expect(await blocks.replaced()).toEqual([]);
    chain.blocks = ['g0', 'a1', 'b2', 'b3', 'b4'];
    expect(await blocks.replaced()).toEqual(['2 was a2, is b2', '3 was a3, is b3']);
  });

  test('that came in a bunch are all noted, so that none is missed when it goes', async () => {
    const blocks = await BlockWatch.begin(chain.url, 1);
    watch = blocks;
    chain.blocks = ['g0', 'a1', 'a2', 'a3'];
    await until(() => blocks.highest === 3);
    chain.blocks = ['g0', 'b1', 'b2', 'b3', 'b4'];
    expect(await blocks.replaced()).toHaveLength(3);
  });
});

describe('the pool', () => {
  const first = { hash: '0xaa', from: '0xme', nonce: '0x0' };
  const replacement = { hash: '0xbb', from: '0xme', nonce: '0x0' };

  /** Changes the chain once the watcher has seen it, and waits until it has looked at the change. */
  async function then(pool: PoolWatch, change: () => void): Promise<readonly string[]> {
    watch = pool;
    const seen = chain.looks();
    await until(() => chain.looks() > seen + 1);
    change();
    const changed = chain.looks();
    await until(() => chain.looks() > changed + 2);
    return pool.vanished;
  }

  test('a transaction that is neither there nor in a block has vanished', async () => {
    chain.pool = [first];
    expect(await then(new PoolWatch(chain.url), () => (chain.pool = []))).toEqual(['0xaa of 0xme, nonce 0']);
  });

  test('one that was mined has not, nor one that another took the place of', async () => {
    chain.pool = [first];
    const pool = new PoolWatch(chain.url);
    expect(await then(pool, () => (chain.pool = [replacement]))).toEqual([]);
    expect(
      await then(pool, () => {
        chain.mined.push(replacement);
        chain.pool = [];
      }),
    ).toEqual([]);
  });
});
