import { MultipleErrors, ResponseError } from '@platformatic/kafka';
import { expect, test } from 'vitest';
import { bodyOf } from './broker-connection.ts';

test('a reply that carries error codes is found, alone or among errors; anything else has none', () => {
  const body = { topics: [] };
  const reply = new ResponseError(3, 12, { '/topics/0/partitions/0': [5, null] }, body);
  expect(bodyOf(reply)).toBe(body);
  expect(bodyOf(new MultipleErrors('several', [new Error('one'), reply]))).toBe(body);
  expect(bodyOf(new Error('no answer'))).toBeUndefined();
  expect(bodyOf(undefined)).toBeUndefined();
});
