import { expect, test } from 'vitest';
import { observed } from './observed.ts';

const never = new AbortController().signal;

test('looks until something is seen', async () => {
  let looks = 0;
  const last = await observed(5_000, never, () => ({ seen: (looks += 1) === 3, words: `look ${looks}` }));
  expect(last).toEqual({ seen: true, words: 'look 3' });
});

test('gives the last look when time is up', async () => {
  expect(await observed(60, never, () => ({ seen: false, words: 'nothing' }))).toEqual({
    seen: false,
    words: 'nothing',
  });
});

test('a probe that fails has seen nothing, and says why', async () => {
  const broken = (): never => {
    throw new Error('connection refused');
  };
  expect(await observed(0, never, broken)).toEqual({
    seen: false,
    words: 'the probe failed: connection refused',
  });
});

test('an interrupted run is not kept waiting', async () => {
  const start = performance.now();
  await observed(60_000, AbortSignal.abort(), () => ({ seen: false, words: '' }));
  expect(performance.now() - start).toBeLessThan(10_000);
});
