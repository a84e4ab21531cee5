/** Writes docs/reference/operator-cases.md from the coverage. */
import { writeFile } from 'node:fs/promises';
import { operatorCoverageReference } from './operator-coverage-reference.ts';

await writeFile(
  new URL('../../../docs/reference/operator-cases.md', import.meta.url),
  operatorCoverageReference(),
);
