import { mkdtempSync, mkdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { historyFiles, layout } from '@plimsoll/history/layout';
import type { HistoryFile } from '@plimsoll/history/layout';
import type { Plan } from '@plimsoll/history/plan';
import type { HistoryRecord } from '@plimsoll/history/record';
import { writeSeal } from '@plimsoll/history/seal';
import { HistoryWriter } from '@plimsoll/history/writer';

/** Writes records as a sealed run folder and returns its path. The caller removes it. */
export function writeRunFolder(
  plan: Plan,
  records: Iterable<readonly [HistoryFile, HistoryRecord]>,
  directory = mkdtempSync(join(tmpdir(), 'plimsoll-judge-')),
): string {
  const history = join(directory, layout.history);
  mkdirSync(history, { recursive: true });
  writeFileSync(join(directory, layout.plan), `${JSON.stringify(plan, null, 2)}\n`);
  const writers = new Map(historyFiles.map((file) => [file, new HistoryWriter(history, file)]));
  for (const [file, record] of records) writers.get(file)?.write(record);
  for (const writer of writers.values()) writer.close();
  writeSeal(directory);
  return directory;
}
