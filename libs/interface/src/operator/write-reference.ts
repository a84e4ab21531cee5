/** Writes docs/reference/operator.openrpc.json, operator.md and operator-vectors.json from the tables. */
import { mkdir, writeFile } from 'node:fs/promises';
import { operatorOpenRpc } from './openrpc.ts';
import { operatorReference } from './reference.ts';
import { operatorVectors } from './vectors.ts';

const folder = new URL('../../../../docs/reference/', import.meta.url);
const json = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;
await mkdir(folder, { recursive: true });
await writeFile(new URL('operator.openrpc.json', folder), json(operatorOpenRpc()));
await writeFile(new URL('operator-vectors.json', folder), json(operatorVectors()));
await writeFile(new URL('operator.md', folder), operatorReference());
