import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readPosition, resumePosition } from './read-position.ts';

test('a full page ends at its last event, any other at the safe watermark', () => {
  expect(readPosition(10, { safeMicros: 90, lastMicros: 40, full: true })).toBe(40);
  expect(readPosition(10, { safeMicros: 90, lastMicros: 40, full: false })).toBe(90);
  expect(readPosition(10, { safeMicros: 90, lastMicros: undefined, full: false })).toBe(90);
});

test('resuming is inclusive', () => {
  expect(resumePosition(40)).toBeLessThan(40);
  expect(resumePosition(40)).toBe(39);
});

test('paging over any history returns all of it once, and never goes back', () => {
  fc.assert(
    fc.property(
      fc.uniqueArray(fc.integer({ min: 1, max: 500 })),
      fc.array(fc.integer({ min: 0, max: 500 }), { minLength: 1 }),
      fc.integer({ min: 1, max: 7 }),
      (timestamps, safes, limit) => {
        const history = timestamps.toSorted((a, b) => a - b);
        const read: number[] = [];
        let position = 0;
        for (const safeMicros of safes) {
          const page = history.filter((each) => each > position && each <= safeMicros).slice(0, limit);
          read.push(...page);
          const next = readPosition(position, {
            safeMicros,
            lastMicros: page.at(-1),
            full: page.length === limit,
          });
          expect(next).toBeGreaterThanOrEqual(position);
          position = next;
          expect(read).toEqual(history.filter((each) => each <= position));
        }
      },
    ),
  );
});
