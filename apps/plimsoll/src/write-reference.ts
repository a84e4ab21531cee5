/** Writes docs/reference/cli.md from the program's help. */
import { writeFile } from 'node:fs/promises';
import { assembleProgram } from './assemble-program.ts';
import { commandReference } from './reference.ts';

const page = new URL('../../../docs/reference/cli.md', import.meta.url);
await writeFile(page, commandReference(await assembleProgram(() => undefined)));
