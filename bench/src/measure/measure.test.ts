import { expect, test } from 'vitest';
import { cpuSecondsOf } from './cpu-seconds-of.ts';
import { inTurn } from './in-turn.ts';
import { median } from './median.ts';
import { pairedRatio } from './paired-ratio.ts';
import { percentile } from './percentile.ts';
import { spread } from './spread.ts';

test('the median is the middle, whatever the order', () => {
  expect(median([3, 1, 2])).toBe(2);
  expect(median([4, 1, 3, 2])).toBe(2.5);
  expect(median([])).toBeNaN();
});

test('a percentile is given only where the sample carries it', () => {
  const thousand = Array.from({ length: 1000 }, (_, index) => 1000 - index);
  expect(percentile(thousand, 99)).toBe(990);
  expect(percentile(thousand, 50)).toBe(500);
  expect(() => percentile(thousand.slice(1), 99)).toThrow('999 values carry no p99');
});

test('a ratio comes with what each pair of neighbours alone says', () => {
  expect(pairedRatio([10, 20, 30], [20, 20, 20])).toEqual({ ratio: 1, low: 0.5, high: 1.5 });
  expect(() => pairedRatio([1], [])).toThrow('1 figures cannot be held against 0');
  expect(spread([9, 10, 12])).toBeCloseTo(0.3);
});

test('measurements are taken in turn, every second round backwards', async () => {
  const order: string[] = [];
  const one = (name: string) => () => Promise.resolve(order.push(name));
  const samples = await inTurn(2, { a: one('a'), b: one('b') }, () => undefined);
  expect(order).toEqual(['a', 'b', 'b', 'a']);
  expect(samples).toEqual({ a: [1, 4], b: [2, 3] });
});

test('the kernel counts the CPU of a process', () => {
  const before = cpuSecondsOf(process.pid);
  const own = process.cpuUsage();
  for (const until = performance.now() + 200; performance.now() < until;) Math.sqrt(until);
  const { user, system } = process.cpuUsage(own);
  // In ticks of 10 ms; how much of the time was ours is the host's to say.
  expect(cpuSecondsOf(process.pid) - before).toBeGreaterThanOrEqual((user + system) / 1e6 - 0.05);
  expect(() => cpuSecondsOf(2 ** 30)).toThrow('ENOENT');
});
