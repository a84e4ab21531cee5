import fc from 'fast-check';
import { expect, test } from 'vitest';
import { chooseNode } from './choose-node.ts';

const nodes = fc
  .array(fc.boolean(), { minLength: 1, maxLength: 8 })
  .map((flags) => flags.map((healthy, index) => ({ address: `n${index}`, healthy })));

test('spreads evenly over the healthy nodes and over no others', () => {
  fc.assert(
    fc.property(nodes, fc.nat({ max: 1000 }), fc.integer({ min: 1, max: 20 }), (all, start, rounds) => {
      const healthy = all.filter((node) => node.healthy);
      const counts = new Map<string, number>();
      for (let turn = start; turn < start + rounds * healthy.length; turn++) {
        const chosen = chooseNode(all, turn, new Set());
        expect(chosen?.healthy).toBe(true);
        counts.set(chosen?.address ?? '', (counts.get(chosen?.address ?? '') ?? 0) + 1);
      }
      for (const node of healthy) expect(counts.get(node.address)).toBe(rounds);
    }),
  );
});

test('chooses nobody when all are unhealthy or were tried', () => {
  expect(chooseNode([{ address: 'a', healthy: false }], 3, new Set())).toBeUndefined();
  expect(chooseNode([{ address: 'a', healthy: true }], 3, new Set(['a']))).toBeUndefined();
});
