import { createHash } from 'node:crypto';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { beforeAll, expect, test } from 'vitest';
import { command, scratch, verdictIn } from './command.fixture.ts';

const original = join(scratch, 'original');

beforeAll(async () => {
  await command('run', 'sequencer-python', '--scenario', 'clean', '--seed', 'evidence', '--out', original);
});

/** A copy of the folder, with one line of a history file changed. Returns the copy. */
function copy(name: string, change?: (lines: string[]) => void): string {
  const folder = join(scratch, name);
  cpSync(original, folder, { recursive: true });
  if (change !== undefined) {
    const path = join(folder, 'history/first.ndjson');
    const lines = readFileSync(path, 'utf8').split('\n');
    change(lines);
    writeFileSync(path, lines.join('\n'));
  }
  return folder;
}

const eventLine = (lines: readonly string[]): number =>
  lines.findIndex((line) => line.includes('"kind":"event"') && line.includes('"digest":'));

/** The change of a forger: the content of one event, as the first observer read it. */
function forge(lines: string[]): void {
  const at = eventLine(lines);
  lines[at] = (lines[at] ?? '').replace(
    /"digest":(\d)/,
    (_, digit: string) => `"digest":${digit === '1' ? '2' : '1'}`,
  );
}

test('judged again from a copy, the verdict is the same to the byte', async () => {
  const folder = copy('again');
  const before = readFileSync(join(original, 'verdict.json'));
  const { code } = await command('judge', folder);
  expect(readFileSync(join(folder, 'verdict.json'))).toEqual(before);
  expect(code).toBe(verdictIn(original).exitCode);
});

test('one byte changed: exit 3, naming file and line', async () => {
  const folder = copy('changed', forge);
  const line = eventLine(readFileSync(join(original, 'history/first.ndjson'), 'utf8').split('\n')) + 1;
  const { code, out } = await command('judge', folder);
  expect(code).toBe(3);
  expect(out).toContain(`first.ndjson:${line}`);
});

test('changed, with every digest made to fit: caught by what the second observer read', async () => {
  const folder = copy('forged', (lines) => {
    forge(lines);
    let crc = 0;
    lines.forEach((line, at) => {
      const body = line.replace(/,"crc":"[0-9a-f]{8}"}$/, '');
      if (body === line) return;
      crc = crc32(body, crc);
      lines[at] = `${body},"crc":"${crc.toString(16).padStart(8, '0')}"}`;
    });
  });
  const sealPath = join(folder, 'seal.json');
  const seal = JSON.parse(readFileSync(sealPath, 'utf8')) as {
    files: Record<string, { sha256: string; crc: string }>;
  };
  const bytes = readFileSync(join(folder, 'history/first.ndjson'));
  const sealed = seal.files['history/first.ndjson'];
  if (sealed === undefined) throw new Error('the seal names every history file');
  sealed.sha256 = createHash('sha256').update(bytes).digest('hex');
  sealed.crc = /"crc":"([0-9a-f]{8})"}\n$/.exec(bytes.toString())?.[1] ?? '';
  writeFileSync(sealPath, JSON.stringify(seal));
  const { code, out } = await command('judge', folder);
  expect(out).toContain('observer');
  expect(code).toBe(3);
});
