import { closeSync, openSync, readSync } from 'node:fs';
import { crc32 } from 'node:zlib';
import { crcFieldLength, readCrcField } from './chain.ts';
import { HistoryDamage } from './damage.ts';
import { readEventLine } from './event-line.ts';
import type { HistoryRecord } from './record.ts';

/** What was found in a file, to be compared with its seal. */
export interface ReadFile {
  readonly path: string;
  readonly bytes: number;
  readonly records: number;
  /** Last link of the chain. */
  readonly crc: number;
  /** Line number of an incomplete last line (its writer was killed); it is not among the records. */
  readonly tornLine: number | undefined;
}

/**
 * Reads one history file from start to end, in one pass and in constant memory: verifies the chain, parses each line
 * and hands it to `visit` with its line number (from 1). Works on chunks of bytes and cuts lines itself (readline
 * costs half of the rate: facts/harness.md, section 10).
 *
 * @throws HistoryDamage naming file and line, at the first line that is not as written. A last line without its
 * newline is no damage but a torn write: it is reported in the result.
 */
export function readHistory(
  path: string,
  visit: (record: HistoryRecord, line: number) => void,
  chunkBytes = 1024 * 1024,
): ReadFile {
  const descriptor = openSync(path, 'r');
  try {
    let chunk = Buffer.allocUnsafe(chunkBytes);
    let kept = 0;
    let bytes = 0;
    let line = 0;
    let crc = 0;
    for (;;) {
      // A line longer than the chunk: grow, or nothing would ever be found.
      if (kept === chunk.length) chunk = Buffer.concat([chunk], chunk.length * 2);
      const got = readSync(descriptor, chunk, kept, chunk.length - kept, null);
      if (got === 0) break;
      bytes += got;
      const filled = chunk.subarray(0, kept + got);
      let start = 0;
      for (let end = filled.indexOf(newline); end >= 0; end = filled.indexOf(newline, start)) {
        line += 1;
        crc = verify(path, line, filled, start, end, crc);
        visit(parse(path, line, filled, start, end), line);
        start = end + 1;
      }
      chunk.copyWithin(0, start, filled.length);
      kept = filled.length - start;
    }
    return { path, bytes, records: line, crc, tornLine: kept > 0 ? line + 1 : undefined };
  } finally {
    closeSync(descriptor);
  }
}

const newline = 0x0a;

function verify(
  path: string,
  line: number,
  bytes: Buffer,
  start: number,
  end: number,
  before: number,
): number {
  const stated = end - start < crcFieldLength ? -1 : readCrcField(bytes, end);
  if (stated < 0) throw new HistoryDamage(path, line, 'The line does not end in its checksum.');
  const found = crc32(bytes.subarray(start, end - crcFieldLength), before);
  if (found !== stated) {
    throw new HistoryDamage(
      path,
      line,
      'The checksum does not fit: this line was changed, or lines before it were changed, dropped or swapped.',
    );
  }
  return found;
}

function parse(path: string, line: number, bytes: Buffer, start: number, end: number): HistoryRecord {
  const event = readEventLine(bytes, start, end);
  if (event !== undefined) return event;
  try {
    return JSON.parse(bytes.toString('utf8', start, end)) as HistoryRecord;
  } catch (error) {
    throw new HistoryDamage(path, line, `Not JSON: ${(error as Error).message}`, error);
  }
}
