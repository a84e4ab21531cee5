import { expect, test } from 'vitest';
import { judgeHealth, type HealthFacts } from './judge-health.ts';
import { judgeReading } from './judge-reading.ts';

const well: HealthFacts = {
  stopping: false,
  engine: { readyAgeMs: 100, gone: false, reasons: [] },
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
  [
    'engine: the prover is silent',
    { engine: { readyAgeMs: 3000, gone: false, reasons: ['the prover is silent'] } },
  ],
  [
    'engine: refuses connections',
    { engine: { readyAgeMs: 10, gone: true, reasons: ['refuses connections'] } },
  ],
  ['own topic: p/0 has no leader', { ownTopicTrouble: 'p/0 has no leader' }],
  ['own topic: no write was acknowledged for 2500 ms', { ownTopicStuckMs: 2500 }],
  ['database: gone', { databaseTrouble: 'gone' }],
  ['p/0: 1 to 2 were deleted', { gaps: ['p/0: 1 to 2 were deleted'] }],
])('not ready: %s', (reason, change) => {
  expect(judgeHealth({ ...well, ...change }, 2000)).toEqual([reason]);
});

test('caught up is part of ready; a cluster of others that cannot be reached is not (RG-19)', () => {
  const fine = { wasCaughtUp: true, silentMs: 10, lag: 0, trouble: undefined };
  const copies = [{ topics: 'p', behind: false }];
  expect(
    judgeReading({ own: fine, hearing: { ...fine, silentMs: 5000, trouble: 'starts over' }, copies }),
  ).toEqual([]);
  const starting = { ...fine, wasCaughtUp: false, trouble: 'no broker' };
  expect(
    judgeReading({
      own: starting,
      hearing: { ...fine, lag: 60_000 },
      copies: [{ topics: 'p', behind: true }],
    }),
  ).toEqual(['own topic: no broker', "engine's topics: 60000 records behind", 'copying p: behind']);
  expect(judgeReading({ own: fine, hearing: { ...fine, silentMs: 11_000 }, copies })).toEqual([
    "engine's topics: silent for 11000 ms",
  ]);
});
