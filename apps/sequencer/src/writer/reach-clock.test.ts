import { expect, test } from 'vitest';
import { reachClock } from './reach-clock.ts';

/** A clock that has moved on by 100 µs each time it is read. */
function clockFrom(startMicros: number): () => number {
  let now = startMicros;
  return () => (now += 100);
}

test('a clock that is there already is taken as it reads', async () => {
  expect(await reachClock(1000, clockFrom(5000), new AbortController().signal)).toBe(5100);
});

test('it waits for a clock that lies behind, and never returns a reading below the target', async () => {
  expect(await reachClock(1000, clockFrom(650), new AbortController().signal)).toBeGreaterThanOrEqual(1000);
});

test('stopping ends the wait', async () => {
  await expect(reachClock(1e15, () => 0, AbortSignal.abort())).rejects.toThrow();
});
