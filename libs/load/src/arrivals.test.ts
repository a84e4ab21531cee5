import { random } from '@plimsoll/history/random';
import { expect, test } from 'vitest';
import { arrivals } from './arrivals.ts';

const take = (kind: 'constant' | 'poisson', rate: number, n: number, seed = '1'): number[] => {
  const schedule = arrivals(kind, rate, random(seed));
  return Array.from({ length: n }, () => schedule.next().value);
};

test('constant arrivals are evenly spaced and do not drift', () => {
  const due = take('constant', 300, 3000);
  expect(due[2999]).toBe(10_000_000);
  expect(due[0]).toBe(3333);
});

test('poisson arrivals keep the rate, rise, and have the spread of exponential gaps', () => {
  const due = take('poisson', 1000, 20_000);
  expect((due.at(-1) as number) / 1e6).toBeGreaterThan(19);
  expect((due.at(-1) as number) / 1e6).toBeLessThan(21);
  const gaps = due.slice(1).map((at, i) => at - (due[i] as number));
  expect(Math.min(...gaps)).toBeGreaterThanOrEqual(0);
  const mean = gaps.reduce((a, b) => a + b) / gaps.length;
  const deviation = Math.sqrt(gaps.reduce((a, gap) => a + (gap - mean) ** 2, 0) / gaps.length);
  expect(deviation / mean).toBeGreaterThan(0.9);
  expect(deviation / mean).toBeLessThan(1.1);
});

test('the schedule depends on the seed alone', () => {
  expect(take('poisson', 100, 50)).toEqual(take('poisson', 100, 50));
  expect(take('poisson', 100, 50)).not.toEqual(take('poisson', 100, 50, '2'));
});
