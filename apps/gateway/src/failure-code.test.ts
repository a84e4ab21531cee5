import { expect, test } from 'vitest';
import { failureCode } from './failure-code.ts';

test('only what was never sent is certain not to have happened', () => {
  expect(failureCode(true)).toBe('NO_NODE_AVAILABLE');
  expect(failureCode(false)).toBe('UPSTREAM_LOST');
});
