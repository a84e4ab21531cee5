import { expect, test } from 'vitest';
import { capture, must } from './capture.mjs';

test('keeps what a command says and how it ended', async () => {
  expect(await capture('sh', ['-c', 'echo out; echo err >&2; exit 3'])).toEqual({
    code: 3,
    output: 'out\nerr\n',
  });
});

test.each(['/nowhere/program', '/dev/null/program', '/'])('%s is an answer, not a crash', async (program) => {
  const { code, output } = await capture(program, []);
  expect(code).toBeUndefined();
  expect(output).not.toBe('');
});

test('a command that must succeed and does not says what it said', async () => {
  await expect(must('sh', ['-c', 'echo no space left; exit 1'])).rejects.toThrow(
    /ended with 1:\n +no space left/,
  );
});
