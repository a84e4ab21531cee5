/** Writes docs/reference/manifest.schema.json from the schema. */
import { mkdir, writeFile } from 'node:fs/promises';
import { manifestSchema } from './schema.ts';

const file = new URL('../../../../docs/reference/manifest.schema.json', import.meta.url);
await mkdir(new URL('.', file), { recursive: true });
await writeFile(file, `${JSON.stringify(manifestSchema(), null, 2)}\n`);
