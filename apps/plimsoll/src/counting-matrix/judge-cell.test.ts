import { matrixCells } from '@plimsoll/guarantees/counting-rule/matrix-cells';
import { matrixResults } from '@plimsoll/guarantees/counting-rule/matrix-result';
import { expect, test } from 'vitest';
import { judgeCell, type Acknowledgement, type CellEvidence, type RoundMarks } from './judge-cell.ts';

const cells = matrixCells();
const cellOf = (id: string) => {
  const found = cells.find((cell) => cell.id === id);
  if (found === undefined) throw new Error(`no cell ${id}`);
  return found;
};
const marks: RoundMarks = { shrunkAtMs: 1_000, lostAtMs: 2_000, electedAtMs: 8_000, backAtMs: 12_000 };
const lostReplicas = [1];

/** A write every 50 ms, acknowledged 10 ms later. */
const writes = (broker: number, fromMs: number, toMs: number): readonly Acknowledgement[] =>
  Array.from({ length: Math.ceil((toMs - fromMs) / 50) }, (_, at) => ({
    value: String(fromMs + at * 50),
    broker,
    sentAtMs: fromMs + at * 50,
    atMs: fromMs + at * 50 + 10,
  }));
const valuesOf = (list: readonly Acknowledgement[]) => new Set(list.map(({ value }) => value));
const before = writes(1, 0, 2_000);
const judged = (id: string, evidence: Partial<CellEvidence>) => {
  const cell = cellOf(id);
  const acknowledged = evidence.acknowledged ?? before;
  const measurement = judgeCell(cell, lostReplicas, marks, {
    acknowledged,
    before: { leader: 1, inSync: cell.inSync === 'full' ? [1, 3] : [1], replicas: [1, 3] },
    readAway: valuesOf(before),
    readInTheEnd: valuesOf(acknowledged),
    ...evidence,
  });
  return { measurement, ...matrixResults([cell], [measurement])[0] };
};

test('a full set, M 1: another site goes on', () => {
  const acknowledged = [...before, ...writes(3, 6_000, 9_000)];
  const { measurement, measured, state } = judged('1+1 M1 lose-a full comes-back', { acknowledged });
  expect(measurement).toMatchObject({ acknowledged: 40, lost: 0, readable: true, blockedMs: 4_010 });
  expect(measurement).not.toHaveProperty('resumedMs');
  expect([measured, state]).toEqual(['kept', 'agrees']);
});

test('M 2: it blocks, and resumes when the site is back', () => {
  const acknowledged = [...before, ...writes(1, 14_000, 15_000)];
  const { measurement, measured } = judged('1+1 M2 lose-a full comes-back', { acknowledged });
  expect(measurement).toMatchObject({ acknowledged: 40, writable: false, blockedMs: null, resumedMs: 2_010 });
  expect(measured).toBe('blocked');
});

test('a shrunk set that is lost for good takes with it what it alone acknowledged', () => {
  const acknowledged = [...before, ...writes(3, 8_500, 9_000)];
  const missing = valuesOf(before.filter(({ sentAtMs }) => sentAtMs >= 1_000));
  const { measurement, state } = judged('1+1 M1 lose-a shrunk forced-election', {
    acknowledged,
    readInTheEnd: new Set([...valuesOf(acknowledged)].filter((value) => !missing.has(value))),
  });
  expect(measurement).toMatchObject({ acknowledgedShrunk: 20, lost: 20, blockedMs: null, resumedMs: 510 });
  expect(state).toBe('agrees');
});

test('what nobody gives while the site is away is unreadable for now', () => {
  expect(judged('1+1 M1 lose-a shrunk comes-back', { readAway: undefined }).measured).toBe('unreadable');
  expect(judged('1+1 M2 lose-a full comes-back', { readAway: new Set(['0']) }).measured).toBe('unreadable');
});

test('the last writes before the loss may be held back by a leader that lacks M', () => {
  const readAway = valuesOf(before.slice(0, -2));
  const { measurement, measured } = judged('1+1 M2 lose-a full comes-back', { readAway });
  expect(measurement).toMatchObject({ readable: true, heldBack: 2, lost: 0 });
  expect(measured).toBe('blocked');
  const older = valuesOf(before.filter(({ value }) => value !== '500'));
  expect(judged('1+1 M2 lose-a full comes-back', { readAway: older }).measured).toBe('unreadable');
});

test('a cell whose precondition was not there is not measured', () => {
  const id = '1+1 M1 lose-a shrunk forced-election';
  const of = (evidence: Partial<CellEvidence>) => judged(id, evidence).measurement.notMeasured;
  expect(of({ before: { leader: 1, inSync: [1, 3], replicas: [1, 3] } })).toContain('brokers 1, 3, not 1');
  expect(of({ before: { leader: 3, inSync: [1], replicas: [1, 3] } })).toContain('broker 3 led');
  expect(of({ acknowledged: writes(1, 0, 1_000) })).toContain(
    'only 0 writes were acknowledged by the shrunk',
  );
  expect(of({ acknowledged: [] })).toContain('only 0 writes');
  expect(of({ readInTheEnd: undefined })).toContain('could not be read');
  expect(of({})).toBeUndefined();
});
