import { expect, test } from 'vitest';
import { IdSet, NumberById } from './by-id.ts';

test('keeps a number for each id and forgets none when it grows', () => {
  const numbers = new NumberById();
  numbers.set(3, 7);
  numbers.set(1_000_000, 9);
  numbers.set(-1, 5);
  expect([numbers.get(3), numbers.get(4), numbers.get(1_000_000), numbers.get(-1)]).toEqual([7, 0, 9, 0]);
});

test('a set of ids, bit 31 included', () => {
  const set = new IdSet();
  for (const id of [0, 31, 32, 100_000]) set.add(id);
  expect([0, 31, 32, 100_000].every((id) => set.has(id))).toBe(true);
  expect([1, 30, 33, 99_999, -1].some((id) => set.has(id))).toBe(false);
});
