import { expect, test } from 'vitest';
import { mergeTables } from './merge-tables.ts';

test('tables merge key by key, anything else is replaced, and neither side is changed', () => {
  const base = { a: { b: 1, c: [1] }, d: 'x', when: { at: new Date(0) } };
  const over = { a: { c: [2], e: true }, when: { at: new Date(1) } };
  expect(mergeTables(base, over)).toEqual({
    a: { b: 1, c: [2], e: true },
    d: 'x',
    when: { at: new Date(1) },
  });
  expect(base.a).toEqual({ b: 1, c: [1] });
});
