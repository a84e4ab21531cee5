import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Growable } from './growable.ts';
import { isStall, longestOutage, worstOutage } from './outage.ts';
import type { Series } from './outage.ts';

function series(successes: readonly number[], more: Partial<Series> = {}): Series {
  const list = new Growable();
  for (const one of successes) list.push(one);
  return {
    probe: 'write',
    site: 'a',
    instance: 'a-1',
    successes: list,
    firstSentMicros: 0,
    lastMicros: 100_000,
    periodMicros: 1000,
    ...more,
  };
}

/** The slow obvious model: every pair of neighbouring successes whose gap overlaps the window. */
function slowly(successes: readonly number[], from: number, to: number): number {
  const points = [0, ...successes];
  const gaps = points.slice(1).map((end, index) => ({ start: points[index] ?? 0, end }));
  return Math.max(
    0,
    ...gaps.filter(({ start, end }) => start <= to && end >= from).map((gap) => gap.end - gap.start),
  );
}

test('is the longest gap between neighbouring successes that overlaps the window', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.integer({ min: 1, max: 99_999 }), { minLength: 1, maxLength: 60 }),
      fc.integer({ min: 0, max: 90_000 }),
      fc.integer({ min: 0, max: 9_000 }),
      (times, from, length) => {
        // A success at the very end, so that nothing is censored.
        const sorted = [...times, 100_000].sort((a, b) => a - b);
        const window = { fromMicros: from, toMicros: from + length, healedMicros: from, endMicros: 200_000 };
        const found = longestOutage(series(sorted), window);
        expect((found?.ms ?? 0) * 1000).toBeCloseTo(slowly(sorted, from, from + length), 3);
        expect(found?.censored).toBe(false);
      },
    ),
    { seed: 7 },
  );
});

test('no success after it: censored at the end of the trial, "greater than"', () => {
  const outage = longestOutage(series([1000, 2000]), {
    fromMicros: 1500,
    toMicros: 60_000,
    endMicros: 70_000,
  });
  expect(outage).toMatchObject({ ms: 68, censored: true });
  expect(isStall(outage as NonNullable<typeof outage>)).toBe(true);
});

test('a stream that ends with the run in good order has not stopped', () => {
  const steady = Array.from({ length: 100 }, (_, index) => (index + 1) * 1000);
  const outage = longestOutage(series(steady), {
    fromMicros: 90_000,
    toMicros: 99_500,
    healedMicros: 95_000,
    endMicros: 101_000,
  });
  expect(outage).toMatchObject({ ms: 1, censored: false });
});

test('a series that was not probed in the window says nothing', () => {
  const late = series([95_000], { firstSentMicros: 94_000 });
  expect(
    longestOutage(late, { fromMicros: 0, toMicros: 5000, healedMicros: 4000, endMicros: 6000 }),
  ).toBeUndefined();
});

test('of several the worst: censored is worse than any that ended', () => {
  const one = { ms: 9, censored: false, resolutionMs: 1, series: '', fromMicros: 0, toMicros: 0 };
  expect(worstOutage([one, { ...one, ms: 2, censored: true }, { ...one, ms: 50 }])).toMatchObject({
    censored: true,
  });
  expect(worstOutage([])).toBeUndefined();
});

test('what began late in the recovery and ended in the next trial is counted there; what began before is not', () => {
  const window = { fromMicros: 10_000, toMicros: 50_000, healedMicros: 20_000, endMicros: 50_000 };
  const every = (from: number, to: number): number[] =>
    Array.from({ length: (to - from) / 1000 }, (_, index) => from + index * 1000);
  const late = series([...every(1000, 48_000), 80_000]);
  expect(longestOutage(late, window)).toMatchObject({ ms: 1, censored: false });
  const never = series([...every(1000, 12_000), 80_000]);
  expect(longestOutage(never, window)).toMatchObject({ ms: 39, censored: true });
  const soonAfter = series([...every(1000, 22_000), 80_000]);
  expect(longestOutage(soonAfter, window)).toMatchObject({ ms: 29, censored: true });
});

test('a fault that nobody felt, and the next one at once: the gap between them is none of the first', () => {
  const every = Array.from({ length: 20 }, (_, index) => 1000 * (index + 1));
  const felt = series([...every, 30_000]);
  const window = { fromMicros: 10_000, toMicros: 19_900, healedMicros: 19_900, endMicros: 21_500 };
  expect(longestOutage(felt, window)).toMatchObject({ censored: false, ms: 1 });
});
