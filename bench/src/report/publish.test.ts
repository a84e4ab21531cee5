import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { StoredRow } from '../row.ts';
import { publish } from './publish.ts';
import { renderMarkdown } from './render.ts';

const row = (measured: string, more: Partial<StoredRow> = {}): StoredRow => ({
  what: 'speed',
  measured,
  against: 'a | b',
  ratio: 0.456,
  toReach: '≥ 0.5',
  reached: false,
  notes: ['one host'],
  samples: { ours: [1234.5, 0.123456] },
  at: '2026-01-01T00:00:00Z',
  host: 'a host',
  processors: 2,
  loadAverage: [1, 2],
  ...more,
});

test('a line that was not reached says so, and its samples stand below', () => {
  const text = renderMarkdown({ fast: row('5 /s', { fsyncMs: { before: 0.5, after: 1.25 } }) });
  expect(text).toContain('| speed | 5 /s | a \\| b | 0.46 | ≥ 0.5 | **no** |');
  expect(text).toContain('- ours (n = 2): 1235, 0.123');
  expect(text).toContain('0.50 ms before and 1.25 ms after');
});

test('a host that had other work says so', () => {
  const text = renderMarkdown({ fast: row('5 /s', { loadAverage: [2.1, 1], reached: true }) });
  expect(text).toContain('| yes (busy host) |');
  expect(text).toContain('Other work kept this host busy');
  expect(renderMarkdown({ fast: row('5 /s') })).not.toContain('busy');
});

test('rows that were not measured this time are kept, in the order of the table', () => {
  const folder = mkdtempSync(join(tmpdir(), 'plimsoll-publish-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  publish(folder, { second: row('old 2'), gone: row('x') }, ['first', 'second', 'gone']);
  publish(folder, { first: row('new 1') }, ['first', 'second']);
  const { rows } = JSON.parse(readFileSync(join(folder, 'bench.json'), 'utf8')) as { rows: object };
  expect(Object.keys(rows)).toEqual(['first', 'second']);
  expect(readFileSync(join(folder, 'bench.md'), 'utf8')).toContain('old 2');
});
