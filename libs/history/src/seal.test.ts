import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { scratch } from './scratch.fixture.ts';
import { openRunFolder } from './open-run-folder.ts';
import { readHistory } from './reader.ts';
import { verifySeal, writeSeal } from './seal.ts';
import { HistoryWriter } from './writer.ts';

function sealedRun(): string {
  const run = openRunFolder(join(scratch(), 'out'));
  for (const file of ['runner', 'load'] as const) {
    const writer = new HistoryWriter(run.historyDirectory, file);
    for (let i = 0; i < 30; i += 1) {
      writer.write({ kind: 'proof', stream: 1, atMicros: i, upToMicros: i });
    }
    writer.close();
  }
  writeFileSync(join(run.directory, 'plan.json'), '{"seed":"1"}');
  writeSeal(run.directory);
  return run.directory;
}

test('the seal states what the reader finds', () => {
  const directory = sealedRun();
  const seal = verifySeal(directory);
  expect(Object.keys(seal.files)).toEqual(['plan.json', 'history/runner.ndjson', 'history/load.ndjson']);
  const read = readHistory(join(directory, 'history/load.ndjson'), () => undefined);
  expect(seal.files['history/load.ndjson']).toMatchObject({
    bytes: read.bytes,
    records: 30,
    crc: read.crc.toString(16).padStart(8, '0'),
  });
});

test.each([
  [
    'a changed byte',
    (path: string) =>
      writeFileSync(
        path,
        readFileSync(path, 'utf8')
          .replace('"seed":"1"', '"seed":"2"')
          .replace('"atMicros":7', '"atMicros":8'),
      ),
    /SHA-256/,
  ],
  ['a cut file', (path: string) => writeFileSync(path, readFileSync(path).subarray(0, 5)), /has 5 bytes/],
  ['a missing file', (path: string) => rmSync(path), /not in the folder/],
] as const)('%s is named with its file', (_, damage, words) => {
  for (const name of ['plan.json', 'history/load.ndjson']) {
    const directory = sealedRun();
    damage(join(directory, name));
    expect(() => verifySeal(directory)).toThrow(
      expect.objectContaining({
        path: join(directory, name),
        exitCode: 3,
        why: expect.stringMatching(words),
      }),
    );
  }
});

test('a history file that was added, a missing seal and a broken seal are noticed', () => {
  const directory = sealedRun();
  writeFileSync(join(directory, 'history/first.ndjson'), '');
  expect(() => verifySeal(directory)).toThrow(/first.ndjson is damaged/);
  writeFileSync(join(directory, 'seal.json'), '{');
  expect(() => verifySeal(directory)).toThrow(/seal.json is damaged/);
  rmSync(join(directory, 'seal.json'));
  expect(() => verifySeal(directory)).toThrow(
    expect.objectContaining({ why: expect.stringContaining('no seal') }),
  );
});

test('a run folder is given once, and a refused folder is left as it was', () => {
  const parent = scratch();
  openRunFolder(join(parent, 'out'));
  expect(() => openRunFolder(join(parent, 'out'))).toThrow(/is not empty/);
  writeFileSync(join(parent, 'note.txt'), 'mine');
  expect(() => openRunFolder(parent)).toThrow(/is not empty/);
  expect(existsSync(join(parent, 'history'))).toBe(false);
  expect(() => openRunFolder(join(parent, 'note.txt', 'out'))).toThrow(/cannot be made/);
});
