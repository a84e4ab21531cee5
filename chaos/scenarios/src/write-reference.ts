/** Writes docs/reference/scenarios.md from the registry. */
import { mkdir, writeFile } from 'node:fs/promises';
import { scenarioReference } from './reference.ts';
import { loadScenarios } from './registry.ts';

const page = new URL('../../../docs/reference/scenarios.md', import.meta.url);
await mkdir(new URL('.', page), { recursive: true });
await writeFile(page, scenarioReference(await loadScenarios()));
