import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { LineStamper, writeLog } from './log-writer.ts';

const STAMP = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z /gm;

test('however the text is cut into chunks, each line gets one stamp and nothing is changed', () => {
  fc.assert(
    fc.property(fc.array(fc.stringMatching(/^[ab\n]{0,6}$/)), (chunks) => {
      const stamper = new LineStamper();
      const text = Buffer.concat(chunks.map((chunk) => stamper.stamp(Buffer.from(chunk), 0))).toString();
      expect(text.replaceAll(STAMP, '')).toBe(chunks.join(''));
      const lines = chunks.join('').split('\n').length - (/(^|\n)$/.test(chunks.join('')) ? 1 : 0);
      expect(text.match(STAMP)?.length ?? 0).toBe(lines);
    }),
  );
});

/** Writes chunks through a log of that size; the file's text. */
async function logged(chunks: readonly string[], bytesMax: number): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'plimsoll-log-'));
  const path = join(folder, 'log');
  await new Promise<void>((resolve) =>
    writeLog(Readable.from(chunks.map((chunk) => Buffer.from(chunk))), path, bytesMax, resolve),
  );
  const text = readFileSync(path, 'utf8');
  rmSync(folder, { recursive: true });
  return text;
}

test('a flood is cut off, and how much is said', async () => {
  const text = await logged(
    Array.from({ length: 100 }, () => `${'x'.repeat(999)}\n`),
    10_000,
  );
  expect(text.match(/x/g)).toHaveLength(9_990);
  expect(text).toMatch(/\[plimsoll\] log full at 10000 bytes: 90000 bytes after this were not kept\n$/);
});

test('a log that cannot be written ends, and the output is read all the same', async () => {
  let done = 0;
  const source = Readable.from([Buffer.from('a\n'), Buffer.from('b\n')]);
  await new Promise<void>((resolve) =>
    writeLog(source, '/no/such/folder/log', 100, () => {
      done += 1;
      resolve();
    }),
  );
  expect([done, source.destroyed]).toEqual([1, true]);
});
