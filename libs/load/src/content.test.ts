import { crc32 } from 'node:zlib';
import { expect, test } from 'vitest';
import { isSentinel, messageIdNumber, readContent, sentinelWord, writeContent } from './content.ts';

test('what is written is read back, at any length', () => {
  for (const bytes of [0, 14, 15, 16, 100, 5000, 100_000]) {
    const written = writeContent(4711, 3, bytes);
    const read = readContent(written.base64);
    expect(read).toEqual({ id: 4711, index: 3, bytes: written.bytes, digest: written.digest });
    expect(written.bytes).toBe(Math.max(bytes, 'plimsoll:4711:3:'.length));
    const raw = Buffer.from(written.base64, 'base64');
    expect(crc32(raw)).toBe(written.digest);
    expect(raw.toString('latin1')).toMatch(/^plimsoll:4711:3:[!-~]*$/);
  }
});

test('contents of different messages differ beyond their header', () => {
  expect(writeContent(1, 0, 500).digest).not.toBe(writeContent(2, 0, 500).digest);
});

test('foreign content is recorded, not refused', () => {
  const of = (text: string): number => readContent(Buffer.from(text).toString('base64')).id;
  expect(of('hello')).toBe(-1);
  expect(of('')).toBe(-1);
  expect(of('plimsoll:x:0:')).toBe(-1);
  expect(of('plimsoll:12')).toBe(-1);
  expect(readContent('!!!not base64!!!').id).toBe(-1);
});

test('a sentinel is known by its word, and nothing else is taken for one', () => {
  expect(isSentinel(writeContent(9, 0, 0, sentinelWord).base64)).toBe(true);
  for (let id = 0; id < 2000; id += 1) expect(isSentinel(writeContent(id, 0, 60).base64)).toBe(false);
});

test('message ids of the load are dense numbers, others are none', () => {
  expect(messageIdNumber('m-12')).toBe(12);
  for (const other of ['p-12', 'm-', 'm--1', 'm-1e3', 'm-12x', 'x-1'])
    expect(messageIdNumber(other)).toBe(-1);
});
