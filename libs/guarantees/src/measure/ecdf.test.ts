import { expect, test } from 'vitest';
import { ecdf, ecdfQuantile } from './ecdf.ts';

const done = (ms: number) => ({ ms, censored: false });
const open = (ms: number) => ({ ms, censored: true });

test('without censoring it is the plain step curve', () => {
  expect(ecdf([done(3), done(1), done(2), done(2)])).toEqual([
    { ms: 1, share: 0.25 },
    { ms: 2, share: 0.75 },
    { ms: 3, share: 1 },
  ]);
});

test('a censored trial keeps the curve below 1 and its quantiles unreached', () => {
  const steps = ecdf([done(1), done(2), open(60), done(3)]);
  expect(steps.at(-1)?.share).toBeCloseTo(0.75);
  expect(ecdfQuantile(steps, 0.5)).toBe(2);
  expect(ecdfQuantile(steps, 0.9)).toBeNull();
});

test('Kaplan and Meier: censored early, it leaves the set at risk', () => {
  // Textbook: 1, 2+, 3: S(1) = 2/3, S(3) = 2/3 * 0 = 0.
  const steps = ecdf([done(1), open(2), done(3)]);
  expect(steps.map((step) => step.share)).toEqual([expect.closeTo(1 / 3, 10), 1]);
});

test('no trials, no curve', () => expect(ecdf([])).toEqual([]));
