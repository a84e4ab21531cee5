import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { shellLines } from './shell-lines.mjs';

test('a shell that evaluates the lines has what changed, quotes and dollars as they are', () => {
  const value = `it's $HOME "and" \\ more`;
  const lines = shellLines({ SAME: '1' }, { SAME: '1', PLIMSOLL_ODD: value });
  expect(lines).not.toContain('SAME');
  expect(execFileSync('sh', ['-c', `${lines}printf %s "$PLIMSOLL_ODD"`], { encoding: 'utf8' })).toBe(value);
});
