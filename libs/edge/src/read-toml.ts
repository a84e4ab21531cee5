import { readFileSync } from 'node:fs';
import { parse, TomlError } from 'smol-toml';
import { Problem } from '@plimsoll/interface/problem/problem';
import type { Table } from './merge-tables.ts';

/**
 * Reads a TOML file.
 *
 * @throws Problem where it cannot be read or is not TOML, with line and column
 */
export function readToml(file: string): Table {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new Problem(
      `${file} cannot be read`,
      (error as Error).message,
      'check the path and its permissions',
    );
  }
  try {
    return parse(text);
  } catch (error) {
    if (!(error instanceof TomlError)) throw error;
    throw new Problem(
      `${file} is not TOML`,
      `line ${error.line}, column ${error.column}: ${error.message.split('\n', 1)[0]}`,
      'correct it there',
    );
  }
}
