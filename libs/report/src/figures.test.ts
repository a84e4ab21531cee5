import { expect, test } from 'vitest';
import { count, duration, outageWords, percent } from './figures.ts';

test.each([
  [0, '0 ms'],
  [0.34, '340 µs'],
  [0.9996, '1 ms'],
  [9.87, '9.9 ms'],
  [820.4, '820 ms'],
  [999.6, '1.00 s'],
  [12_345, '12.3 s'],
  [184_000, '3 min 4 s'],
  [120_000, '2 min'],
  [3_700_000, '1 h 1 min'],
  [Infinity, '∞'],
])('%d ms reads %s', (ms, words) => expect(duration(ms)).toBe(words));

test('counts and shares', () => {
  expect(count(1234567)).toBe('1\u2009234\u2009567');
  expect([percent(0.0302), percent(0), percent(1)]).toEqual(['3 %', '0 %', '100 %']);
});

test('an outage: censored is "greater than"; within the grain nothing was seen', () => {
  const outage = { ms: 3000, censored: false, resolutionMs: 100, series: '', fromMicros: 0, toMicros: 0 };
  expect(outageWords(outage)).toBe('3.00 s');
  expect(outageWords({ ...outage, censored: true })).toBe('> 3.00 s');
  expect(outageWords({ ...outage, ms: 102 })).toBe('none seen (< 102 ms)');
  expect(outageWords(null)).toBe('–');
});
