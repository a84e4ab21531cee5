import { parse } from 'smol-toml';
import { Problem } from '@plimsoll/interface/problem/problem';
import type { Table } from '@plimsoll/edge/merge-tables';

/**
 * One `-Dconfig.override.<path>=<value>` as a table: the value is TOML where it is (a number, a list, true), else text.
 *
 * @throws Problem when it is not of that form
 */
export function overrideTable(text: string): Table {
  const [, path, value] = /^config\.override\.([A-Za-z0-9_]+(?:\.[A-Za-z0-9_]+)*)=(.*)$/s.exec(text) ?? [];
  if (path === undefined || value === undefined)
    throw new Problem(
      `-D${text} is not understood`,
      'an override names a key and its value',
      'write it as -Dconfig.override.<path>=<value>, for example -Dconfig.override.api.http_port=6010',
    );
  return path.split('.').reduceRight<unknown>((inner, key) => ({ [key]: inner }), valueOf(value)) as Table;
}

function valueOf(text: string): unknown {
  try {
    return parse(`value = ${text}`)['value'];
  } catch {
    return text;
  }
}
