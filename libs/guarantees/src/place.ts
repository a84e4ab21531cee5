import { historyFiles } from '@plimsoll/history/layout';
import type { Position } from './guarantee.ts';

const linesMax = 2 ** 29;

/** File and line in 32 bits: lines up to 536 million, eight files. */
export function packPlace(fileIndex: number, line: number): number {
  return fileIndex * linesMax + Math.min(line, linesMax - 1);
}

/** The position that `packPlace` was made from. */
export function unpackPlace(place: number): Position {
  const file = historyFiles[Math.floor(place / linesMax)] ?? 'runner';
  return { file, line: place % linesMax };
}

/** `history/load.ndjson:17`, as witnesses cite it. */
export function citePosition(position: Position): string {
  return `history/${position.file}.ndjson:${position.line}`;
}
