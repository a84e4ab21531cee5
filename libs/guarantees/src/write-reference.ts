/** Writes docs/reference/guarantees.md from the registry. */
import { mkdir, writeFile } from 'node:fs/promises';
import { guaranteeReference } from './reference.ts';
import { guarantees } from './registry.ts';

const page = new URL('../../../docs/reference/guarantees.md', import.meta.url);
await mkdir(new URL('.', page), { recursive: true });
await writeFile(page, guaranteeReference(guarantees));
