import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { faultReference } from './reference.ts';
import { loadFaults } from './registry.ts';

test('docs/reference/faults.md says what the registry says (node libs/faults/src/write-reference.ts)', async () => {
  const page = await readFile(new URL('../../../docs/reference/faults.md', import.meta.url), 'utf8');
  expect(page).toBe(faultReference(await loadFaults()));
});
