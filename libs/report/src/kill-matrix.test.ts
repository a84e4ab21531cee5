import { expect, test } from 'vitest';
import { killMatrixHtml } from './kill-matrix-html.ts';
import { killMatrixText } from './kill-matrix-text.ts';
import { fateOf, totalsOf } from './kill-matrix.ts';
import type { KillMatrix, MatrixRun, MutantRow } from './kill-matrix.ts';
import { width } from './paint.ts';
import { unclosed } from './well-formed.fixture.ts';

const run = (
  verdict: MatrixRun['verdict'],
  failed: readonly string[] = [],
  scenario = 'kill',
): MatrixRun => ({
  scenario,
  seed: 's',
  verdict,
  failed,
  tookSeconds: 12,
  ...(failed.length > 0 ? { witness: 'Send 4 <lost>.' } : {}),
});
const row = (mutant: string, runs: readonly MatrixRun[]): MutantRow => ({
  mutant,
  subject: `subject-${mutant.toLowerCase()}`,
  how: 'Answers before it has written; <script>alert(1)</script>.',
  rules: ['DG-05'],
  guarantees: ['nothing-lost'],
  runs,
});

const matrix: KillMatrix = {
  plimsoll: 1,
  seed: '7',
  scenarios: ['kill', 'pause'],
  mutants: [
    row('DM-01', [run('PASS'), run('FAIL', ['nothing-lost', 'order'], 'pause')]),
    row('DM-02', [run('FAIL', ['order']), run('PASS')]),
    row('DM-03', [run('PASS'), run('PASS')]),
    row('DM-04', [run('INVALID')]),
  ],
  clean: [...Array.from({ length: 20 }, () => run('PASS')), run('INVALID')],
};

test('convicted only by a guarantee that it breaks; survivors are listed', () => {
  expect(matrix.mutants.map((one) => fateOf(one).fate)).toEqual([
    'convicted',
    'wrong witness',
    'survived',
    'not tried',
  ]);
  expect(fateOf(matrix.mutants[0] as MutantRow)).toMatchObject({ trials: 2, kills: 1, of: 2 });
  expect(totalsOf(matrix)).toMatchObject({ convicted: 1, of: 4, survivors: ['DM-02', 'DM-03', 'DM-04'] });
});

test('a safety witness in an INVALID run still convicts', () => {
  expect(fateOf(row('DM-05', [run('INVALID', ['nothing-lost'])])).fate).toBe('convicted');
});

test('false alarms with their bound: 0 of 20 is below 13.9 % (HS-10)', () => {
  expect(totalsOf(matrix)).toMatchObject({ falseAlarms: 0, cleanRuns: 20, cleanInvalid: 1 });
  expect(totalsOf(matrix).falseAlarmsBelow).toBeCloseTo(0.139, 3);
  const alarmed = { ...matrix, clean: [...matrix.clean, run('FAIL', ['order'])] };
  expect(totalsOf(alarmed).falseAlarms).toBe(1);
  expect(totalsOf(alarmed).falseAlarmsBelow).toBeGreaterThan(0.139);
});

test('the page is well-formed, closed to the outside and escapes', () => {
  const html = killMatrixHtml(matrix);
  expect(unclosed(html)).toEqual([]);
  expect(/https?:|<script/.exec(html)?.[0]).toBeUndefined();
  for (const { mutant } of matrix.mutants) expect(html.includes(`<b>${mutant}</b>`)).toBe(true);
});

test.each([40, 80, 120])('the text fits %d columns', (columns) => {
  const text = killMatrixText(matrix, { columns, isTTY: true });
  for (const line of text.split('\n')) expect(width(line), line).toBeLessThanOrEqual(columns);
});

test('the text names survivors and the bound', () => {
  const text = killMatrixText(matrix);
  expect(text).toContain('1 of 4 mutants convicted');
  expect(text).toContain('Not convicted: DM-02, DM-03, DM-04.');
  expect(text).toContain('0 false alarms in 20 clean runs: the rate is below 14 % at 95 %.');
});

test('an empty matrix convicts nobody and is still a page', () => {
  const empty: KillMatrix = { plimsoll: 1, seed: '', scenarios: [], mutants: [], clean: [] };
  expect(unclosed(killMatrixHtml(empty))).toEqual([]);
  expect(killMatrixText(empty)).toContain('0 of 0');
});
