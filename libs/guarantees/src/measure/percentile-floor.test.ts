import { expect, test } from 'vitest';
import { carriedPercentiles, carriesPercentile } from './percentile-floor.ts';

test.each([
  [50, 20],
  [90, 100],
  [95, 200],
  [99, 1000],
  [99.9, 10_000],
  [99.99, 100_000],
])('p%d is printed from n = %d and not from one less (HS-05)', (p, n) => {
  expect(carriesPercentile(n, p)).toBe(true);
  expect(carriesPercentile(n - 1, p)).toBe(false);
});

test('lists what a sample carries', () => {
  expect(carriedPercentiles(19)).toEqual([]);
  expect(carriedPercentiles(1000)).toEqual([50, 90, 95, 99]);
});
