import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isVisible } from './is-visible.ts';
import { safeWatermark, type WatermarkRow } from './safe-watermark.ts';

const row = (nodeIndex: number, watermarkMicros: number, online: boolean): WatermarkRow => ({
  nodeIndex,
  watermarkMicros,
  online,
});

test('the safe watermark is the minimum over online rows, else the maximum of all', () => {
  expect(safeWatermark([])).toBeNull();
  expect(safeWatermark([row(0, 5, true), row(1, 9, true), row(2, 1, false)])).toBe(5);
  expect(safeWatermark([row(0, 5, false), row(1, 9, false)])).toBe(9);
});

test('both bounds are inclusive', () => {
  const rows = [row(0, 50, true), row(1, 40, false)];
  expect(isVisible({ timestampMicros: 50, nodeIndex: 0 }, rows)).toBe(true);
  expect(isVisible({ timestampMicros: 51, nodeIndex: 0 }, rows)).toBe(false);
  expect(isVisible({ timestampMicros: 40, nodeIndex: 1 }, rows)).toBe(true);
  expect(isVisible({ timestampMicros: 41, nodeIndex: 1 }, rows)).toBe(false);
});

// A small world of writers that save, join, are marked offline and stall, in any order.
const step = fc.record({
  what: fc.constantFrom('save', 'offline', 'join'),
  index: fc.nat({ max: 3 }),
  by: fc.integer({ min: 1, max: 20 }),
});

test('the safe watermark never falls while writers save, fall off and join above every row', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const rows = new Map<number, WatermarkRow>();
      let safe = -1;
      const seen = new Set<string>();
      const events: { timestampMicros: number; nodeIndex: number }[] = [];
      for (const { what, index, by } of steps) {
        const before = rows.get(index);
        const highest = Math.max(0, ...[...rows.values()].map((each) => each.watermarkMicros));
        if (what === 'join' && before?.online !== true) rows.set(index, row(index, highest, true));
        else if (what === 'offline' && before) rows.set(index, { ...before, online: false });
        else if (what === 'save' && before?.online === true) {
          const timestampMicros = before.watermarkMicros + by;
          events.push({ timestampMicros, nodeIndex: index });
          rows.set(index, row(index, timestampMicros, true));
        }
        const table = [...rows.values()];
        const next = safeWatermark(table) ?? -1;
        expect(next).toBeGreaterThanOrEqual(safe);
        for (const event of events) {
          const key = `${event.timestampMicros}/${event.nodeIndex}`;
          if (!isVisible(event, table)) expect(seen.has(key)).toBe(false);
          else {
            if (!seen.has(key)) expect(event.timestampMicros).toBeGreaterThan(safe);
            seen.add(key);
          }
        }
        safe = next;
      }
    }),
  );
});
