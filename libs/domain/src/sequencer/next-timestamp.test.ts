import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nextTimestamp } from './next-timestamp.ts';

const micros = fc.integer({ min: 0, max: 2 ** 50 });
const writers = fc
  .integer({ min: 1, max: 32 })
  .chain((total) => fc.record({ total: fc.constant(total), index: fc.nat({ max: total - 1 }) }));

test('is congruent to the index and strictly above the last, whatever the clock does', () => {
  fc.assert(
    fc.property(writers, micros, fc.array(micros, { maxLength: 50 }), ({ total, index }, start, clock) => {
      let last = start;
      for (const now of clock) {
        const next = nextTimestamp(last, now, index, total);
        expect(next % total).toBe(index);
        expect(next).toBeGreaterThan(last);
        expect(next).toBeGreaterThan(now - total);
        last = next;
      }
    }),
  );
});

test('many writers with one frozen clock never meet', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 32 }),
      micros,
      fc.integer({ min: 1, max: 40 }),
      (total, now, draws) => {
        const seen = new Set<number>();
        for (let index = 0; index < total; index++) {
          let last = now;
          for (let draw = 0; draw < draws; draw++) {
            last = nextTimestamp(last, now, index, total);
            seen.add(last);
          }
        }
        expect(seen.size).toBe(total * draws);
      },
    ),
  );
});
