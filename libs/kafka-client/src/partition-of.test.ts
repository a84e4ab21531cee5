import { expect, test } from 'vitest';
import { partitionOf } from './partition-of.ts';

test('one key, one partition; many keys, all partitions', () => {
  const keys = Array.from({ length: 300 }, (_, n) => String(n));
  const first = keys.map((key) => partitionOf(key, 3));
  expect(keys.map((key) => partitionOf(key, 3))).toEqual(first);
  expect(new Set(first)).toEqual(new Set([0, 1, 2]));
});
