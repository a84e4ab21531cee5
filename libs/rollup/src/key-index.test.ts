import fc from 'fast-check';
import type { Hex } from '@plimsoll/interface/operator/operation';
import { expect, test } from 'vitest';
import { emptyKeyIndex, idOfKey, withKey } from './key-index.ts';

test('the index is a map, whatever keys have in common, and old ones stay as they were', () => {
  // Few digits, so that keys share long beginnings.
  const key = fc
    .array(fc.constantFrom('0', 'f'), { minLength: 6, maxLength: 6 })
    .map((digits): Hex => `0x${digits.join('').padStart(128, 'a')}`);
  fc.assert(
    fc.property(fc.uniqueArray(key, { maxLength: 20 }), key, (keys, asked) => {
      const indexes = [emptyKeyIndex];
      for (const [id, each] of keys.entries()) indexes.push(withKey(indexes[id] ?? emptyKeyIndex, each, id));
      for (const [count, index] of indexes.entries()) {
        for (const [id, each] of keys.entries())
          expect(idOfKey(index, each)).toBe(id < count ? id : undefined);
      }
      const at = keys.indexOf(asked);
      expect(idOfKey(indexes.at(-1) ?? emptyKeyIndex, asked)).toBe(at === -1 ? undefined : at);
    }),
    { numRuns: 40 },
  );
});
