import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { sourceFiles } from './check/source-files.ts';

const root = join(import.meta.dirname, '..');
const files = sourceFiles(root);
const read = (file: string): string => readFileSync(join(root, file), 'utf8');
const code = files.filter((file) => /\.(ts|mjs|py|sql)$|^plimsoll$|^\.ci\//.test(file));

test('no file of code is longer than 400 lines', () => {
  const long = code
    .map((file) => ({ file, lines: read(file).split('\n').length - 1 }))
    .filter(({ lines }) => lines > 400);
  expect(long).toEqual([]);
});

test('no file or folder is called by what it is not about', () => {
  const vague = /(^|\/)(utils?|helpers?|common|misc|shared)(\.|\/|$)/;
  expect(files.filter((file) => vague.test(file))).toEqual([]);
});

test('no test is skipped, alone or still to be written', () => {
  const tests = code.filter((file) => file.endsWith('.test.ts'));
  expect(tests.filter((file) => /\b(it|test|describe)\.(skip|only|todo)\b/.test(read(file)))).toEqual([]);
});

test('the lock file names no registry', () => {
  expect(read('package-lock.json')).not.toMatch(/"resolved": "[a-z]+:/);
});
