import { expect, test } from 'vitest';
import { imagineChain } from '../../testing/imagined-chain.ts';
import { FinalBlockGone, followChain } from './follow-chain.ts';

const config = {
  contract: '0x',
  lookaheadBlocks: 10,
  blocksToFinalization: 3,
  shorterAfterMs: 1000,
} as const;

function follow() {
  const chain = imagineChain();
  const clock = { ms: 0 };
  const follower = followChain(config, chain.rpc, () => clock.ms);
  /** Reads and takes until there is nothing new; what was undone on the way. */
  const readOn = async (): Promise<number[]> => {
    const undone: number[] = [];
    for (;;) {
      const step = await follower.step();
      if (!step) return undone;
      if (step.voidAfterBlock !== undefined) undone.push(step.voidAfterBlock);
      step.take();
    }
  };
  return { chain, clock, follower, readOn };
}

test('catches up in steps of lookahead that leave no block out, and looks at every block near the head', async () => {
  const { chain, follower, readOn } = follow();
  chain.grow('a', 25);
  expect(await readOn()).toEqual([]);
  expect(follower.cursorNumber()).toBe(25);
  let covered = 0;
  for (const [from, to] of chain.asked) {
    expect(from).toBeLessThanOrEqual(covered);
    expect(to - from).toBeLessThanOrEqual(10);
    covered = to;
  }
  expect(covered).toBe(25);
  expect(chain.asked.filter(([, to]) => to > 22)).toHaveLength(3);
});

test('a step that is not taken is read again', async () => {
  const { chain, follower } = follow();
  chain.grow('a', 1);
  const first = await follower.step();
  const second = await follower.step();
  expect(second?.head).toEqual(first?.head);
  expect(follower.cursorNumber()).toBe(0);
});

test('a reorganisation goes back to the fork, also at equal height, and on from there', async () => {
  const { chain, follower, readOn } = follow();
  chain.grow('a', 10);
  await readOn();
  chain.drop(2);
  chain.grow('b', 2);
  expect(await readOn()).toEqual([8]);
  chain.drop(3);
  chain.grow('c', 5);
  expect(await readOn()).toEqual([7]);
  expect(follower.cursorNumber()).toBe(12);
});

test('a final block that is gone is an alarm', async () => {
  const { chain, readOn } = follow();
  chain.grow('a', 10);
  await readOn();
  chain.drop(5);
  chain.grow('b', 8);
  await expect(readOn()).rejects.toThrow(FinalBlockGone);
});

test('a node that lags behind is waited for, a chain that stays shorter is believed', async () => {
  const { chain, clock, readOn } = follow();
  chain.grow('a', 10);
  await readOn();
  chain.drop(2);
  expect(await readOn()).toEqual([]);
  clock.ms += 999;
  expect(await readOn()).toEqual([]);
  clock.ms += 1;
  expect(await readOn()).toEqual([8]);
});
