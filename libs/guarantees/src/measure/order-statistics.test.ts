import { expect, test } from 'vitest';
import { quantileBoundedByMaximum, quantileInterval } from './order-statistics.ts';

const upTo = (n: number): number[] => Array.from({ length: n }, (_, index) => index + 1);

test.each([
  [29, 0.9],
  [59, 0.95],
  [299, 0.99],
])('the largest of %d bounds the quantile %d at 95 %%; one less does not (HS-09)', (n, q) => {
  expect(quantileBoundedByMaximum(n)).toBeGreaterThanOrEqual(q);
  expect(quantileBoundedByMaximum(n - 1)).toBeLessThan(q);
});

test('20 trials: p86 at most the maximum', () => {
  expect(Math.floor(quantileBoundedByMaximum(20) * 100)).toBe(86);
});

test('a median interval needs six trials', () => {
  expect(quantileInterval(upTo(5), 0.5)).toMatchObject({ value: 3, low: null, high: null });
  expect(quantileInterval(upTo(6), 0.5)).toMatchObject({ value: 3.5, low: 1, high: 6 });
});

test('20 trials: the median lies between the 6th and the 15th (tables of the sign test)', () => {
  expect(quantileInterval(upTo(20), 0.5)).toMatchObject({ value: 10.5, low: 6, high: 15 });
});

test('censored trials stay infinite', () => {
  expect(quantileInterval([1, Infinity, Infinity], 0.5)?.value).toBe(Infinity);
  expect(quantileInterval([], 0.5)).toBeNull();
});
