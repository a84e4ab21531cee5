import fc from 'fast-check';
import { expect, test } from 'vitest';
import { matrixCells } from './matrix-cells.ts';
import { matrixResults, type MatrixMeasurement } from './matrix-result.ts';
import { matrixRows, replicasOfRow } from './matrix-rows.ts';
import { countingRule, predict, type LostSite } from './predict.ts';

/** The table of facts/rollup.md, "The counting rule", as it stands there. */
const table: readonly (readonly [string, number, string, string])[] = [
  ['1+1', 1, 'can lose', 'goes on'],
  ['1+1', 2, 'lossless', 'blocks'],
  ['2+1', 1, 'can lose', 'goes on'],
  ['2+1', 2, 'can lose (the pair)', 'blocks if the pair is lost, else goes on'],
  ['2+1', 3, 'lossless', 'blocks'],
  ['2+2', 2, 'can lose', 'goes on'],
  ['2+2', 3, 'lossless', 'blocks'],
  ['1+1+1', 1, 'can lose', 'goes on'],
  ['1+1+1', 2, 'lossless', 'goes on'],
  ['1+1+1', 3, 'lossless', 'blocks'],
  ['2+1+1', 2, 'can lose (the pair)', 'goes on'],
  ['2+1+1', 3, 'lossless', 'blocks if the pair is lost, else goes on'],
  ['2+2+1', 3, 'lossless', 'goes on'],
  ['2+2+2', 3, 'lossless', 'goes on'],
  ['2+2+2', 4, 'lossless', 'goes on'],
];

test('the rows are those of the table', () => {
  expect(matrixRows.map(({ sites, minInSync }) => [sites, minInSync])).toEqual(
    table.map(([sites, minInSync]) => [sites, minInSync]),
  );
});

test.each(table)('%s, M %i: %s, %s', (sites, minInSync, data, writes) => {
  const replicas = replicasOfRow({ sites });
  const most = Math.max(...Object.values(replicas));
  const rules = Object.entries(replicas).map(([lost, count]) => ({
    pair: count === most && most > Math.min(...Object.values(replicas)),
    ...countingRule({ replicas, minInSync, lost }),
  }));
  if (data === 'lossless') expect(rules.every(({ lossless }) => lossless)).toBe(true);
  else if (data === 'can lose') expect(rules.some(({ lossless }) => !lossless)).toBe(true);
  else expect(rules.every(({ pair, lossless }) => lossless !== pair)).toBe(true);
  if (writes === 'goes on') expect(rules.every(({ goesOn }) => goesOn)).toBe(true);
  else if (writes === 'blocks') expect(rules.some(({ goesOn }) => !goesOn)).toBe(true);
  else expect(rules.every(({ pair, goesOn }) => goesOn !== pair)).toBe(true);
});

const cells = fc.record({
  replicas: fc.record({
    a: fc.integer({ min: 1, max: 3 }),
    b: fc.integer({ min: 1, max: 3 }),
    c: fc.integer({ min: 0, max: 2 }),
  }),
  minInSync: fc.integer({ min: 1, max: 5 }),
  lost: fc.constantFrom('a', 'b'),
  inSync: fc.constantFrom('full', 'shrunk'),
  afterwards: fc.constantFrom('comes-back', 'forced-election'),
  eligibleLeaders: fc.boolean(),
  controllersLeft: fc.boolean(),
});

test('what the rule calls lossless is never predicted lost; what goes on with a full set is kept', () => {
  fc.assert(
    fc.property(cells, (cell: LostSite) => {
      const { lossless, goesOn } = countingRule(cell);
      const predicted = predict(cell);
      if (lossless) expect(predicted).not.toBe('lost');
      if (predicted === 'lost')
        expect(cell).toMatchObject({ inSync: 'shrunk', afterwards: 'forced-election' });
      if (goesOn && cell.inSync === 'full' && cell.controllersLeft) expect(predicted).toBe('kept');
      if (predicted === 'kept') expect(goesOn).toBe(true);
    }),
  );
});

/**
 * Slow and obvious: replicas as sets of records. Writes while all are in sync, then, if the set has shrunk, writes that only
 * the lost site has and that are acknowledged if it can fill M; then the site goes.
 */
function slowly(cell: LostSite): string {
  type Replica = { readonly site: string; has: number[]; inSync: boolean; eligible: boolean };
  const replicas: Replica[] = Object.entries(cell.replicas).flatMap(([site, count]) =>
    Array.from({ length: count }, () => ({ site, has: [] as number[], inSync: true, eligible: true })),
  );
  const acknowledged: number[] = [];
  const write = (record: number): void => {
    const set = replicas.filter(({ inSync }) => inSync);
    if (set.length < cell.minInSync) return;
    for (const replica of set) replica.has.push(record);
    acknowledged.push(record);
  };
  write(1);
  if (cell.inSync === 'shrunk') {
    const staying = replicas.filter(({ site }) => site === cell.lost).length;
    for (const replica of replicas)
      if (replica.site !== cell.lost) {
        replica.inSync = false;
        // Leaving below the floor keeps a replica eligible, where there is such a thing.
        replica.eligible = cell.eligibleLeaders && staying < cell.minInSync;
      }
  }
  write(2);
  const left = replicas.filter(({ site }) => site !== cell.lost);
  const clean = left.find(({ inSync, eligible }) => inSync || eligible);
  const leader = clean ?? (cell.afterwards === 'forced-election' ? left[0] : undefined);
  if (leader === undefined)
    return left.length === 0 && cell.afterwards === 'forced-election' ? 'lost' : 'unreadable';
  if (acknowledged.some((record) => !leader.has.includes(record))) return 'lost';
  return left.length >= cell.minInSync ? 'kept' : 'blocked';
}

test('the prediction is what a slow model of replicas comes to', () => {
  fc.assert(
    fc.property(cells, (drawn) => {
      const all = Object.values(drawn.replicas).reduce((sum, count) => sum + count, 0);
      // Nobody can write at all: no cell.
      fc.pre(drawn.minInSync <= all);
      const cell: LostSite = { ...drawn, controllersLeft: true };
      expect(predict(cell)).toBe(slowly(cell));
    }),
    { numRuns: 500 },
  );
});

test('without a majority of controllers nobody follows the leader that was lost', () => {
  const cell: LostSite = {
    replicas: { a: 1, b: 1 },
    minInSync: 1,
    lost: 'a',
    inSync: 'full',
    afterwards: 'comes-back',
    eligibleLeaders: true,
    controllersLeft: false,
  };
  expect(predict(cell)).toBe('unreadable');
});

test('each cell once; every unsafe row has a cell that must be seen to lose, no safe one has', () => {
  const all = matrixCells();
  expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
  for (const row of matrixRows.filter(({ leftOut }) => leftOut === undefined)) {
    const mine = all.filter((cell) => cell.row === row);
    const unsafe = mine.some((cell) => !countingRule(cell).lossless);
    expect(mine.some(({ predicted }) => predicted === 'lost')).toBe(unsafe);
  }
});

test('a measurement agrees, differs, or does not prove a loss', () => {
  const all = matrixCells();
  const losing = all.find(({ predicted }) => predicted === 'lost');
  const keeping = all.find(({ predicted }) => predicted === 'kept');
  const seen = (cell: string, lost: number): MatrixMeasurement => ({
    cell,
    acknowledged: 10,
    acknowledgedShrunk: 5,
    lost,
    readable: true,
    writable: true,
    blockedMs: 12,
  });
  const state = (id: string | undefined, lost: number) =>
    matrixResults(all, [seen(id ?? '', lost)]).find(({ cell }) => cell.id === id)?.state;
  expect(state(losing?.id, 3)).toBe('agrees');
  expect(state(losing?.id, 0)).toBe('unproved');
  expect(state(keeping?.id, 0)).toBe('agrees');
  expect(state(keeping?.id, 1)).toBe('differs');
  expect(matrixResults(all, []).every(({ state: each }) => each === 'not measured')).toBe(true);
});
