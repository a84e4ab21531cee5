import { appendFileSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { scratch } from './scratch.fixture.ts';
import { HistoryDamage } from './damage.ts';
import { readHistory } from './reader.ts';
import { HistoryWriter } from './writer.ts';

function write(records: number): string {
  const writer = new HistoryWriter(scratch(), 'first');
  for (let i = 1; i <= records; i += 1) {
    writer.write({ kind: 'proof', stream: 1, atMicros: i, upToMicros: i * 7 });
  }
  return writer.close().path;
}

const readAll = (path: string, chunkBytes?: number): number[] => {
  const lines: number[] = [];
  readHistory(path, (_, line) => lines.push(line), chunkBytes);
  return lines;
};

function damageOf(path: string): { line: number; why: string } {
  try {
    readHistory(path, () => undefined);
  } catch (error) {
    if (error instanceof HistoryDamage) return { line: error.line, why: error.why };
    throw error;
  }
  throw new Error('no damage was found');
}

test('lines are numbered from 1, across chunks of any size', () => {
  const path = write(50);
  for (const chunkBytes of [1, 7, 70, 1000, 1_000_000]) {
    expect(readAll(path, chunkBytes)).toEqual(Array.from({ length: 50 }, (_, i) => i + 1));
  }
});

test('an empty file has no records and no damage', () => {
  expect(readHistory(write(0), () => undefined)).toMatchObject({ records: 0, crc: 0, tornLine: undefined });
});

test('a changed byte anywhere is damage in that very line', () => {
  const path = write(20);
  const intact = readFileSync(path);
  fc.assert(
    fc.property(fc.nat(intact.length - 2), fc.integer({ min: 1, max: 255 }), (at, change) => {
      const bytes = Buffer.from(intact);
      bytes[at] = (bytes[at] as number) ^ change;
      writeFileSync(path, bytes);
      const line = intact.subarray(0, at).filter((byte) => byte === 0x0a).length + 1;
      expect(damageOf(path).line).toBe(line);
    }),
    { numRuns: 300 },
  );
});

test('a dropped, doubled or swapped line is damage at the first line that does not follow', () => {
  const path = write(9);
  const lines = readFileSync(path, 'utf8').trimEnd().split('\n');
  const damage = (changed: string[]): number => {
    writeFileSync(path, `${changed.join('\n')}\n`);
    return damageOf(path).line;
  };
  expect(damage(lines.toSpliced(3, 1))).toBe(4);
  expect(damage(lines.toSpliced(3, 0, lines[3] as string))).toBe(5);
  expect(damage(lines.toSpliced(3, 2, lines[4] as string, lines[3] as string))).toBe(4);
  expect(damage(lines.toSpliced(0, 1))).toBe(1);
});

test('a torn last line is reported and not counted', () => {
  const path = write(9);
  truncateSync(path, readFileSync(path).length - 5);
  expect(readHistory(path, () => undefined)).toMatchObject({ records: 8, tornLine: 9 });
});

test('a line without checksum is named', () => {
  const path = write(2);
  appendFileSync(path, '{"kind":"proof"}\n');
  expect(damageOf(path)).toMatchObject({
    line: 3,
    why: expect.stringContaining('does not end in its checksum'),
  });
});
