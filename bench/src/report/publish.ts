import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { StoredRow } from '../row.ts';
import { renderMarkdown } from './render.ts';

/**
 * Stores measured rows in `bench.json` and renders all that is stored as `bench.md`. Rows not measured this time keep
 * what they had: the long ones can be run on their own. `order` is the order of the table.
 */
export function publish(
  directory: string,
  measured: Readonly<Record<string, StoredRow>>,
  order: readonly string[],
): void {
  mkdirSync(directory, { recursive: true });
  const path = join(directory, 'bench.json');
  const before = existsSync(path)
    ? (JSON.parse(readFileSync(path, 'utf8')) as { rows: Readonly<Record<string, StoredRow>> }).rows
    : {};
  const all = { ...before, ...measured };
  const rows = Object.fromEntries(
    order.flatMap((name) => {
      const row = all[name];
      return row === undefined ? [] : [[name, row] as const];
    }),
  );
  writeFileSync(path, `${JSON.stringify({ plimsoll: 1, rows }, undefined, 2)}\n`);
  writeFileSync(join(directory, 'bench.md'), renderMarkdown(rows));
}
