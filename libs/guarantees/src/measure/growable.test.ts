import { expect, test } from 'vitest';
import { Growable } from './growable.ts';

test('grows past its capacity, sorts and finds', () => {
  const list = new Growable(2);
  for (const value of [5, 1, 4, 2, 3]) list.push(value);
  list.sort();
  expect([0, 1, 2, 3, 4].map((index) => list.at(index))).toEqual([1, 2, 3, 4, 5]);
  expect(list.firstAtLeast(3)).toBe(2);
  expect(list.firstAtLeast(3.5)).toBe(3);
  expect(list.firstAtLeast(9)).toBe(5);
  expect(list.at(5)).toBeNaN();
});
