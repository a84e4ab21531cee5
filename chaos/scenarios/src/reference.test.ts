import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { scenarioReference } from './reference.ts';
import { loadScenarios } from './registry.ts';

test('docs/reference/scenarios.md says what the registry says (node chaos/scenarios/src/write-reference.ts)', async () => {
  const page = await readFile(new URL('../../../docs/reference/scenarios.md', import.meta.url), 'utf8');
  expect(page).toBe(scenarioReference(await loadScenarios()));
});
