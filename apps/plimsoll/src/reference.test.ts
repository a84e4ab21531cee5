import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { assembleProgram } from './assemble-program.ts';
import { commandReference } from './reference.ts';

test('docs/reference/cli.md says what the program says (node apps/plimsoll/src/write-reference.ts)', async () => {
  const page = await readFile(new URL('../../../docs/reference/cli.md', import.meta.url), 'utf8');
  expect(page).toBe(commandReference(await assembleProgram(() => undefined)));
});
