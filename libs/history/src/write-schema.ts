/** Writes docs/reference/history.schema.json and plan.schema.json from the schemas. */
import { mkdir, writeFile } from 'node:fs/promises';
import { planSchema } from './plan-schema.ts';
import { historySchema } from './record-schema.ts';

const folder = new URL('../../../docs/reference/', import.meta.url);
await mkdir(folder, { recursive: true });
await writeFile(new URL('history.schema.json', folder), `${JSON.stringify(historySchema(), null, 2)}\n`);
await writeFile(new URL('plan.schema.json', folder), `${JSON.stringify(planSchema(), null, 2)}\n`);
