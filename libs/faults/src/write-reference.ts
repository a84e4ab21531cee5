/** Writes docs/reference/faults.md from the registry. */
import { mkdir, writeFile } from 'node:fs/promises';
import { faultReference } from './reference.ts';
import { loadFaults } from './registry.ts';

const page = new URL('../../../docs/reference/faults.md', import.meta.url);
await mkdir(new URL('.', page), { recursive: true });
await writeFile(page, faultReference(await loadFaults()));
