import { expect, test } from 'vitest';
import { binomialCumulative, clopperPearson } from './clopper-pearson.ts';

test('3 of 3 means at least 29 %, one-sided 37 % (HS-10)', () => {
  expect(clopperPearson(3, 3).low).toBeCloseTo(0.2924, 4);
  expect(clopperPearson(3, 3, 0.9).low).toBeCloseTo(0.3684, 4);
  expect(clopperPearson(3, 3).high).toBe(1);
});

// R: binom.test(7, 20)$conf.int, binom.test(0, 20)$conf.int, binom.test(1, 100)$conf.int
test.each([
  [7, 20, 0.1539092, 0.5921885],
  [0, 20, 0, 0.1684335],
  [1, 100, 0.0002531, 0.0544594],
])('%d of %d lies in %d..%d', (k, n, low, high) => {
  const interval = clopperPearson(k, n);
  expect(interval.low).toBeCloseTo(low, 6);
  expect(interval.high).toBeCloseTo(high, 6);
});

test('the cumulative binomial is exact on a small case and sound on a large one', () => {
  expect(binomialCumulative(1, 3, 0.5)).toBeCloseTo(0.5, 12);
  expect(binomialCumulative(5000, 10_000, 0.5)).toBeCloseTo(0.504, 3);
});
