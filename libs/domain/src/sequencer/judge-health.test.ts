import { expect, test } from 'vitest';
import { judgeHealth, type ProgressFacts } from './judge-health.ts';

const bounds = { savedMs: 1000, readMs: 1000, visibleMs: 4000 };
const fine: ProgressFacts = {
  phase: 'online',
  because: '',
  ownRowOnline: true,
  savedAgeMs: 10,
  readAgeMs: 10,
  visibleAgeMs: 10,
  failedLoops: [],
};

test('a node that makes progress is ready', () => {
  expect(judgeHealth(fine, bounds)).toEqual([]);
});

test.each([
  ['recovering', { phase: 'recovering', because: 'marked offline' } as const],
  ['marked offline', { ownRowOnline: false }],
  ['row taken over', { ownRowOnline: null }],
  ['watermark stale', { savedAgeMs: 1001 }],
  ['database frozen', { readAgeMs: 1001 }],
  ['nothing becomes visible', { visibleAgeMs: 4001 }],
  ['a loop ended', { failedLoops: ['reader'] }],
])('not ready: %s', (_, change) => {
  expect(judgeHealth({ ...fine, ...change }, bounds)).toHaveLength(1);
});
