import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import type { RoundResult } from './measure-round.ts';
import { loadRounds, storeRound } from './store-rounds.ts';

const result = (round: string, cells: Readonly<Record<string, number>>): RoundResult => ({
  round,
  controllerLost: false,
  fencedMs: 3_000,
  tookMs: 1,
  measurements: Object.entries(cells).map(([cell, lost]) => ({
    cell,
    acknowledged: 20,
    acknowledgedShrunk: 10,
    lost,
    readable: true,
    writable: true,
    blockedMs: 1,
  })),
});

test('rounds are kept, a cell measured again replaces the old one and the others stay', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'plimsoll-rounds-'));
  onTestFinished(() => rm(directory, { recursive: true, force: true }));
  expect(await loadRounds(directory)).toEqual([]);
  await storeRound(directory, result('lose-a full', { one: 1, two: 2 }));
  await storeRound(directory, result('lose-b full', { three: 3 }));
  await storeRound(directory, result('lose-a full', { two: 5 }));
  const rounds = await loadRounds(directory);
  expect(rounds.map(({ round }) => round)).toEqual(['lose-a full', 'lose-b full']);
  expect(rounds[0]?.measurements.map(({ cell, lost }) => [cell, lost])).toEqual([
    ['one', 1],
    ['two', 5],
  ]);
});
