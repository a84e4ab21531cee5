import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { KillMatrix } from '@plimsoll/report/kill-matrix';
import { killMatrixHtml } from '@plimsoll/report/kill-matrix-html';
import { killMatrixText } from '@plimsoll/report/kill-matrix-text';

/** Writes kill-matrix.json, .html and .txt into a folder. */
export async function publishMatrix(directory: string, matrix: KillMatrix): Promise<void> {
  await mkdir(directory, { recursive: true });
  await writeFile(join(directory, 'kill-matrix.json'), `${JSON.stringify(matrix, undefined, 1)}\n`);
  await writeFile(join(directory, 'kill-matrix.html'), killMatrixHtml(matrix));
  await writeFile(join(directory, 'kill-matrix.txt'), `${killMatrixText(matrix)}\n`);
}
