import type { BatchRecord } from '@plimsoll/history/operator-record';
import { expect, test } from 'vitest';
import { OperatorStory, rootOf } from '../../operator-story.fixture.ts';
import { examine } from '../../story.fixture.ts';
import guarantee from './batches-chain.ts';

const story = () =>
  new OperatorStory()
    .operation(0, 100)
    .operation(1, 200)
    .operation(2, 250)
    .deposit(1, 5n)
    .deposit(2, 6n)
    .batch(300, [0])
    .batch(400, [1], 1)
    .batch(500, [2], 1);
const withBatch = (height: number, change: Partial<BatchRecord>) =>
  examine(guarantee, story(), (record) =>
    record.kind === 'batch' && record.height === height ? { ...record, ...change } : record,
  );

test('a chain', () => {
  expect(examine(guarantee, story())).toMatchObject({ verdict: 'PASS', checked: 3 });
});

test.each([
  [2, { parentRoot: rootOf(0) }],
  [1, { parentRoot: rootOf(1) }],
  [3, { height: 4 }],
  [3, { depositsFrom: 0 }],
  [3, { depositsFrom: 2, depositsTo: 2 }],
  [3, { depositsTo: 3 }],
] as const)('batch %i with %o', (height, change) => {
  expect(withBatch(height, change).verdict).toBe('FAIL');
});

test('a batch that executes for an account that does not exist', () => {
  const told = new OperatorStory().operation(0, 100, { account: 17 }).batch(200, [0]);
  expect(examine(guarantee, told).verdict).toBe('FAIL');
});
