import { expect, test } from 'vitest';
import { zeroBound } from './zero-bound.ts';

// Values of harness.md, HS-10.
test.each([
  [20, 0.139],
  [59, 0.05],
  [100, 0.03],
  [200, 0.015],
  [299, 0.01],
  [1000, 0.003],
])('0 in %d bounds the rate at %d', (n, bound) => {
  expect(Math.abs(zeroBound(n) - bound)).toBeLessThan(0.0006);
});
test('nothing tried, nothing known', () => expect(zeroBound(0)).toBe(1));
