import { expect, test } from 'vitest';
import { publishedUpTo } from './batch-updates.ts';

test('what is published for good ends with the last finalised batch; submitted ones come again', () => {
  const record = (event: string, height: number): string => JSON.stringify({ v: 1, event, height });
  expect(publishedUpTo([])).toBe(0);
  expect(
    publishedUpTo([
      record('finalised', 3),
      'no json',
      record('submitted', 5),
      record('finalised', 4),
      record('submitted', 6),
    ]),
  ).toBe(4);
});
