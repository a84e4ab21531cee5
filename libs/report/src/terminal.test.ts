import { expect, test } from 'vitest';
import { combine } from '@plimsoll/guarantees/tier-verdict';
import type { RunVerdict } from '@plimsoll/guarantees/verdict';
import { imaginedRun } from './imagined-run.fixture.ts';
import { width } from './paint.ts';
import { runSummary, tierSummary } from './terminal.ts';

const broken = imaginedRun({ broken: true });
const passed = imaginedRun();

test.each([40, 60, 80, 100, 120, 200])('no line is wider than %d columns', (columns) => {
  for (const verdict of [broken, passed])
    for (const line of runSummary(verdict, { isTTY: true, columns }).split('\n'))
      expect(width(line), line).toBeLessThanOrEqual(columns);
});

test('says verdict, reason, load lines, table, witness with places, and what was not tested', () => {
  const text = runSummary(broken, { columns: 120 });
  expect(text).toMatch(/^FAIL {2}No acknowledged send is lost/m);
  expect(text).toMatch(/process +━╳ ━━ broken/);
  expect(text).toMatch(/Kill a process \(killed\) +5 +400 ms +400 ms +yes +3/);
  expect(text).toMatch(/Clock steps back .* 2 of 3$/m);
  expect(text).toContain('It was acknowledged and is lost.');
  expect(text).toContain('history/load.ndjson:119');
  expect(text).toContain('clock-drift');
  expect(text).toMatch(/p99 /);
});

test('colours on a terminal only', () => {
  expect(runSummary(broken, { columns: 80 })).not.toContain('\u001b');
  expect(runSummary(broken)).not.toContain('\u001b');
  if (!process.env['NO_COLOR']) expect(runSummary(broken, { isTTY: true, columns: 80 })).toContain('\u001b[');
});

test('nothing from a subject steers the terminal', () => {
  const hostile = JSON.parse(
    JSON.stringify(broken).replaceAll('acknowledged', '\\u001b[2J\\u0007'),
  ) as RunVerdict;
  const text = runSummary(hostile, { columns: 100 });
  expect(text.includes('\u001b')).toBe(false);
  expect(text.includes('\u0007')).toBe(false);
});

test('several runs, and none at all', () => {
  expect(tierSummary(combine('smoke', [passed, imaginedRun({ seed: 2 })], []))).toMatch(/2 runs passed/);
  expect(tierSummary(combine('smoke', [], []))).toContain('Nothing was run.');
});
