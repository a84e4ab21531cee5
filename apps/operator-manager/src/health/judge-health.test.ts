import { expect, test } from 'vitest';
import { judgeHealth, type HealthFacts } from './judge-health.ts';
import { judgeReading } from './judge-reading.ts';

const well: HealthFacts = {
  stopping: false,
  engine: { readyAgeMs: 100, reasons: [] },
  ownTopicTrouble: undefined,
  ownTopicStuckMs: 0,
  databaseTrouble: undefined,
  gaps: [],
};

test('ready while everything makes progress', () => {
  expect(judgeHealth(well, 2000)).toEqual([]);
});

test.each<[string, Partial<HealthFacts>]>([
  ['stopping', { stopping: true }],
  ['engine: the prover is silent', { engine: { readyAgeMs: 3000, reasons: ['the prover is silent'] } }],
  ['own topic: p/0 has no leader', { ownTopicTrouble: 'p/0 has no leader' }],
  ['own topic: no write was acknowledged for 2500 ms', { ownTopicStuckMs: 2500 }],
  ['database: gone', { databaseTrouble: 'gone' }],
  ['p/0: 1 to 2 were deleted', { gaps: ['p/0: 1 to 2 were deleted'] }],
])('not ready: %s', (reason, change) => {
  expect(judgeHealth({ ...well, ...change }, 2000)).toEqual([reason]);
});

test('caught up is part of ready; a cluster of others that cannot be reached is not (RG-19)', () => {
  const fine = { caughtUp: true, silentMs: 10, lag: 0, trouble: undefined };
  expect(judgeReading({ own: fine, hearing: fine, copies: [{ topics: 'p', behind: false }] })).toEqual([]);
  const behind = { caughtUp: false, silentMs: 10, lag: 60_000, trouble: undefined };
  const facts = {
    own: { ...fine, trouble: 'no broker' },
    hearing: behind,
    copies: [{ topics: 'p', behind: true }],
  };
  expect(judgeReading(facts)).toEqual([
    'own topic: no broker',
    "engine's topics: 60000 records behind",
    'copying p: behind',
  ]);
});
