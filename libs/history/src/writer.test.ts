import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, existsSync, openSync, readdirSync, readFileSync, readlinkSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { Problem } from '@plimsoll/interface/problem/problem';
import { expect, test } from 'vitest';
import { scratch } from './scratch.fixture.ts';
import type { HistoryRecord } from './record.ts';
import { readHistory } from './reader.ts';
import { HistoryWriter } from './writer.ts';

const folder = (): string => scratch();
const proof = (upToMicros: number): HistoryRecord => ({ kind: 'proof', stream: 1, atMicros: 5, upToMicros });
const note = (text: string): HistoryRecord => ({
  kind: 'note',
  atMicros: 1,
  client: 'load',
  about: 'test',
  values: { text },
});

test('every line is JSON ending in the chained checksum', () => {
  const writer = new HistoryWriter(folder(), 'load');
  writer.write(proof(1));
  writer.write(note('Straße, 線, line\nbreak'));
  const written = writer.close();
  const lines = readFileSync(written.path, 'utf8').trimEnd().split('\n');
  expect(lines).toHaveLength(2);
  let before = 0;
  for (const line of lines) {
    const body = line.slice(0, line.lastIndexOf(',"crc":"'));
    const link = crc32(body, before);
    expect(line).toBe(`${body},"crc":"${link.toString(16).padStart(8, '0')}"}`);
    before = link;
  }
  expect(written).toMatchObject({ records: 2, crc: before, bytes: statSync(written.path).size });
});

test('what is written is read back, whatever the size of buffer and line', () => {
  for (const bufferBytes of [64, 700, 100_000]) {
    const writer = new HistoryWriter(folder(), 'watch', { bufferBytes });
    const records = Array.from({ length: 300 }, (_, i) => note('ü'.repeat(i)));
    for (const record of records) writer.write(record);
    const { path } = writer.close();
    const found: HistoryRecord[] = [];
    readHistory(path, (record) => found.push(record));
    expect(found).toMatchObject(records);
  }
});

test('records reach the file within the flush interval without further writes', async () => {
  const writer = new HistoryWriter(folder(), 'load', { flushMs: 5 });
  writer.write(proof(1));
  await expect.poll(() => statSync(writer.path).size).toBeGreaterThan(0);
  writer.close();
});

test('a file that exists is never written to again', () => {
  const directory = folder();
  new HistoryWriter(directory, 'load').close();
  expect(() => new HistoryWriter(directory, 'load')).toThrow(/exists already/);
});

test('a full disk is said once, and nothing is taken after it', () => {
  const writer = openOnFullDevice();
  writer.write(proof(1));
  expect(() => writer.flush()).toThrow(/cannot be written any further/);
  expect(() => writer.write(proof(2))).toThrow(Problem);
  expect(() => writer.close()).toThrow(Problem);
});

test('a full disk is told to whoever asked to be told, and close throws all the same', () => {
  const told: Problem[] = [];
  const writer = openOnFullDevice((problem) => told.push(problem));
  writer.write(proof(1));
  writer.flush();
  writer.write(proof(2));
  writer.flush();
  expect(told).toHaveLength(1);
  expect(() => writer.close()).toThrow(Problem);
});

test('a writer killed with SIGKILL loses at most its last buffer and leaves a readable file (HX-M8)', async () => {
  const directory = folder();
  const child = spawn(process.execPath, [join(import.meta.dirname, 'writer.crash.ts'), directory], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  child.stdout.on('data', (text: Buffer) => {
    said += text.toString();
    // Killed while it writes: after it said that some thousand records were flushed.
    if (said.split('\n').length > 5) child.kill('SIGKILL');
  });
  await once(child, 'exit');
  const flushed = Number(said.trimEnd().split('\n').at(-1)) || 0;
  const path = join(directory, 'load.ndjson');
  expect(existsSync(path)).toBe(true);
  let last = 0;
  const read = readHistory(path, (record) => {
    last += 1;
    expect(record).toMatchObject({ kind: 'proof', upToMicros: last });
  });
  // Everything that the writer said was flushed is there: its own count against the reader's.
  expect(flushed).toBeGreaterThan(0);
  expect(read.records).toBeGreaterThanOrEqual(flushed);
  expect(read.records).toBe(last);
});

/** A writer whose descriptor is then replaced by the device that is always full: the lowest free number is given again. */
function openOnFullDevice(onFailure?: (problem: Problem) => void): HistoryWriter {
  const writer = new HistoryWriter(
    folder(),
    'load',
    onFailure === undefined ? { flushMs: 60_000 } : { flushMs: 60_000, onFailure },
  );
  const own = readdirSync('/proc/self/fd').find((fd) => {
    try {
      return readlinkSync(`/proc/self/fd/${fd}`) === writer.path;
    } catch {
      return false;
    }
  });
  closeSync(Number(own));
  expect(openSync('/dev/full', 'w')).toBe(Number(own));
  return writer;
}
