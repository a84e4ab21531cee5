import { expect, test } from 'vitest';
import { ofOneOperator } from './of-one-operator.ts';

test('sites are of one operator unless a scenario gives them several', () => {
  expect(ofOneOperator(undefined, 'a', 'b')).toBe(true);
  expect(ofOneOperator({ blockMs: 500 }, 'a', 'b')).toBe(true);
  expect(ofOneOperator({ operatorIds: { b: 2 } }, 'a', 'b')).toBe(false);
  expect(ofOneOperator({ operatorIds: { b: 2 } }, 'a', 'c')).toBe(true);
});
