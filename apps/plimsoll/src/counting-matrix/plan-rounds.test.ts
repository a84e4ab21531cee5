import { matrixCells } from '@plimsoll/guarantees/counting-rule/matrix-cells';
import { expect, test } from 'vitest';
import { planRounds } from './plan-rounds.ts';

const brokers = { a: [1, 2], b: [3, 4], c: [5] };
const siteOf = (id: number): string =>
  Object.entries(brokers).find(([, ids]) => ids.includes(id))?.[0] ?? 'none';
const cells = matrixCells();
const rounds = planRounds(cells, brokers);

test('every cell is in one round, with the others that lose the same site in the same state', () => {
  expect(rounds.flatMap(({ topics }) => topics.map(({ cell }) => cell.id)).toSorted()).toEqual(
    cells.map(({ id }) => id).toSorted(),
  );
  for (const { topics, lost, inSync } of rounds)
    expect(topics.every(({ cell }) => cell.lost === lost && cell.inSync === inSync)).toBe(true);
  expect(rounds.map(({ id }) => id).toSorted()).toEqual([
    'lose-a full',
    'lose-a shrunk',
    'lose-b full',
    'lose-b shrunk',
    'lose-c full',
    'lose-c shrunk',
  ]);
});

test('replicas stand as the cell says, the leader in the site that is lost', () => {
  for (const { topics } of rounds)
    for (const { cell, assignment, lostReplicas, topic } of topics) {
      const counted: Record<string, number> = {};
      for (const id of assignment) counted[siteOf(id)] = (counted[siteOf(id)] ?? 0) + 1;
      expect(counted).toEqual(cell.replicas);
      expect(new Set(assignment).size).toBe(assignment.length);
      expect(siteOf(assignment[0] ?? 0)).toBe(cell.lost);
      expect(assignment.filter((id) => siteOf(id) === cell.lost)).toEqual(lostReplicas);
      expect(topic).toMatch(/^[a-zA-Z0-9.-]{1,249}$/);
    }
});

test('a cell that needs more brokers than a site has is refused', () => {
  expect(() => planRounds(cells, { ...brokers, a: [1] })).toThrow('needs 2 brokers in site a');
});
