import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { whileAwake, wasAwake } from './held-up.ts';

test('a probe that stood still says for how long', async () => {
  const { heldUpMs, result } = await whileAwake(async () => {
    await sleep(20);
    const end = performance.now() + 200;
    while (performance.now() < end);
    return 'seen';
  });
  expect(result).toBe('seen');
  expect(heldUpMs).toBeGreaterThanOrEqual(150);
  expect(wasAwake(heldUpMs, 400)).toBe(false);
});

test('the silence of a probe that was awake counts', () => {
  expect(wasAwake(5, 400)).toBe(true);
});
