import { expect, test } from 'vitest';
import { random } from './random.ts';

const take = (next: () => number): number[] => Array.from({ length: 1000 }, next);

test('the same seed and labels give the same series, other labels another', () => {
  expect(take(random('7', 'a'))).toEqual(take(random('7', 'a')));
  expect(take(random('7', 'a'))).not.toEqual(take(random('7', 'b')));
});

test('values lie in [0, 1) and are spread', () => {
  const series = take(random('spread'));
  expect(Math.min(...series)).toBeGreaterThanOrEqual(0);
  expect(Math.max(...series)).toBeLessThan(1);
  const mean = series.reduce((sum, x) => sum + x, 0) / series.length;
  expect(Math.abs(mean - 0.5)).toBeLessThan(0.05);
});
