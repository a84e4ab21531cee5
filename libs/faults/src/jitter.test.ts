import fc from 'fast-check';
import { expect, test } from 'vitest';
import { jitterMs } from './jitter.ts';

const draw = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
const timers = fc.dictionary(fc.string(), fc.integer({ min: 0, max: 30_000 }));

test('whole milliseconds in [0, longest timer), below the cap', () => {
  fc.assert(
    fc.property(draw, timers, fc.integer({ min: 1, max: 10_000 }), (random, named, cap) => {
      const longest = Math.max(0, ...Object.values(named));
      const drawn = jitterMs(() => random, named, cap);
      expect(Number.isInteger(drawn)).toBe(true);
      expect(drawn).toBeGreaterThanOrEqual(0);
      expect(drawn).toBeLessThan(Math.max(1, Math.min(longest, cap)));
    }),
  );
});

test('the whole range is sampled', () => {
  expect(jitterMs(() => 0, { lease: 2_000 })).toBe(0);
  expect(jitterMs(() => 0.999_999, { lease: 2_000 })).toBe(1_999);
});
