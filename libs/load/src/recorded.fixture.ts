import { join } from 'node:path';
import type { HistoryFile } from '@plimsoll/history/layout';
import { readHistory } from '@plimsoll/history/reader';
import type { HistoryRecord, RecordKind, RecordOf } from '@plimsoll/history/record';

/** What a client recorded so far, by kind: for tests. The file may still grow. */
export function recorded(
  historyDirectory: string,
  file: HistoryFile,
): <K extends RecordKind>(kind: K) => RecordOf<K>[] {
  const records: HistoryRecord[] = [];
  readHistory(join(historyDirectory, `${file}.ndjson`), (record) => records.push(record));
  return <K extends RecordKind>(kind: K) =>
    records.filter((record): record is RecordOf<K> => record.kind === kind);
}
