import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { HistoryDamage } from '@plimsoll/history/damage';
import { afterAll, expect, test } from 'vitest';
import { judge, judgeAndStore } from './judge.ts';
import { writeRunFolder } from './run-folder.fixture.ts';
import { Story } from './story.fixture.ts';

const made: string[] = [];
afterAll(() => {
  for (const directory of made) rmSync(directory, { recursive: true, force: true });
});

function folder(alter?: Parameters<Story['records']>[0]): string {
  const story = new Story().acknowledged(0, 100).acknowledged(1, 200).acknowledged(2, 300);
  const directory = writeRunFolder(story.plan, story.records(alter));
  made.push(directory);
  return directory;
}

test('a loss is a FAIL with a witness that points into the history', () => {
  const verdict = judge(
    folder((record) => (record.kind === 'event' && record.id === 1 ? undefined : record)),
  );
  expect(verdict).toMatchObject({ verdict: 'FAIL', exitCode: 1 });
  expect(verdict.reason).toContain('no-acknowledged-send-lost');
  const lost = verdict.guarantees.find((each) => each.id === 'no-acknowledged-send-lost');
  expect(lost?.finding.witnesses[0]?.positions[0]).toEqual({
    file: 'load',
    line: expect.any(Number) as number,
  });
});

test('the same bytes elsewhere give the same verdict, to the byte', () => {
  const one = folder();
  const other = join(mkdtempSync(join(tmpdir(), 'plimsoll-copy-')), 'elsewhere');
  made.push(other);
  cpSync(one, other, { recursive: true });
  judgeAndStore(one);
  judgeAndStore(other);
  expect(readFileSync(join(one, 'verdict.json'), 'utf8')).toBe(
    readFileSync(join(other, 'verdict.json'), 'utf8'),
  );
});

test('one byte changed: INVALID, naming file and line', () => {
  const directory = folder();
  const path = join(directory, 'history', 'first.ndjson');
  const lines = readFileSync(path, 'utf8').split('\n');
  const index = lines.findIndex((line) => line.includes('"bytes":20'));
  lines[index] = (lines[index] ?? '').replace('"bytes":20', '"bytes":21');
  writeFileSync(path, lines.join('\n'));
  const verdict = judge(directory);
  expect(verdict).toMatchObject({ verdict: 'INVALID', exitCode: 3 });
  expect(verdict.reason).toContain(`history/first.ndjson:${index + 1} is damaged`);
});

test('a file missing from the folder: INVALID, naming it', () => {
  const directory = folder();
  rmSync(join(directory, 'history', 'second.ndjson'));
  expect(judge(directory)).toMatchObject({
    verdict: 'INVALID',
    reason: expect.stringContaining('second') as string,
  });
});

test('no plan: said as such', () => {
  const empty = mkdtempSync(join(tmpdir(), 'plimsoll-empty-'));
  made.push(empty);
  expect(() => judge(empty)).toThrow(HistoryDamage);
});
