/** Writes docs/reference/cases.md from the cases and the coverage. */
import { mkdir, writeFile } from 'node:fs/promises';
import { casesReference } from './reference.ts';
import { conformanceCases } from './registry.ts';

const page = new URL('../../../docs/reference/cases.md', import.meta.url);
await mkdir(new URL('.', page), { recursive: true });
await writeFile(
  page,
  casesReference(await conformanceCases('sequencer'), await conformanceCases('operator')),
);
