/** Writes docs/reference/sequencer.openapi.json and docs/reference/sequencer.md from the schemas. */
import { mkdir, writeFile } from 'node:fs/promises';
import { sequencerOpenApi } from './openapi.ts';
import { sequencerReference } from './reference.ts';

const folder = new URL('../../../../docs/reference/', import.meta.url);
await mkdir(folder, { recursive: true });
await writeFile(
  new URL('sequencer.openapi.json', folder),
  `${JSON.stringify(sequencerOpenApi(), null, 2)}\n`,
);
await writeFile(new URL('sequencer.md', folder), sequencerReference());
