import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readHistory } from '@plimsoll/history/reader';
import type { Askable } from '../operation-end.ts';

/** Every operation that the load and the probes asked for, refused ones included, once each: from the files that they wrote. */
export function wantedList(historyDirectory: string): readonly Askable[] {
  const wanted = new Map<string, Askable>();
  for (const file of ['load', 'watch']) {
    const path = join(historyDirectory, `${file}.ndjson`);
    if (!existsSync(path)) continue;
    readHistory(path, (record) => {
      if (record.kind !== 'operation' || wanted.has(record.hash)) return;
      const { hash, method, account, publicKey, site } = record;
      wanted.set(hash, { hash, method, account, site, ...(publicKey === undefined ? {} : { publicKey }) });
    });
  }
  return [...wanted.values()];
}
