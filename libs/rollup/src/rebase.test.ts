import fc from 'fast-check';
import type { Hex } from '@plimsoll/interface/operator/operation';
import { expect, test } from 'vitest';
import { rebase } from './rebase.ts';

const hash = fc.nat(12).map((n): Hex => `0x${n.toString(16)}`);
const hashes = fc.uniqueArray(hash, { maxLength: 10 });

test('after a lost race every own operation is either in a winner or tried again, in its order', () => {
  fc.assert(
    fc.property(hashes, fc.array(hashes, { maxLength: 3 }), (own, winners) => {
      const named = winners.map((each, n) => ({ newRoot: `0xff${n}` as Hex, hashes: each }));
      const result = rebase({ newRoot: '0xaa', hashes: own }, named);
      expect(result.own).toBe(false);
      expect(own.filter((each) => result.again.includes(each))).toEqual(result.again);
      expect([...result.included, ...result.again].toSorted()).toEqual(own.toSorted());
      for (const each of result.included) expect(winners.flat()).toContain(each);
      for (const each of result.again) expect(winners.flat()).not.toContain(each);
    }),
  );
});

test('a refused submission whose batch is on the chain is a success', () => {
  const batch = { newRoot: '0xaa' as Hex, hashes: ['0x1', '0x2'] as Hex[] };
  expect(rebase(batch, [batch])).toEqual({ own: true, included: ['0x1', '0x2'], again: [] });
});
