import type { UpdateRecord } from '@plimsoll/history/operator-record';
import { expect, test } from 'vitest';
import { OperatorStory, digestOf, hashOf, rootOf } from '../../operator-story.fixture.ts';
import { examine } from '../../story.fixture.ts';
import guarantee from './updates-complete.ts';

const story = () =>
  new OperatorStory()
    .operation(0, 100)
    .operation(1, 200)
    .operation(2, 250)
    .batch(300, [0])
    .batch(400, [1, 2]);
const told = (
  fits: Partial<UpdateRecord>,
  to: (record: UpdateRecord) => UpdateRecord | readonly UpdateRecord[] | undefined,
) =>
  examine(guarantee, story(), (record) =>
    record.kind === 'update' &&
    Object.entries(fits).every(([name, value]) => record[name as 'owner'] === value)
      ? to(record)
      : record,
  ).verdict;

test('complete, and twice the same', () => {
  expect(examine(guarantee, story())).toMatchObject({ verdict: 'PASS', checked: 8 });
  expect(told({}, (record) => [record, record])).toBe('PASS');
});

test('one missing, or all of an owner', () => {
  for (const fits of [
    { height: 1, event: 'submitted' },
    { height: 2, event: 'finalised' },
    { owner: 'b-1' },
  ] as const)
    expect(told(fits, () => undefined)).toBe('FAIL');
});

test('other operations, another order of them, another root, another block', () => {
  const second = { height: 2, event: 'submitted', owner: 'b-1' } as const;
  for (const change of [
    { hashes: [hashOf(1)] },
    { hashes: [hashOf(2), hashOf(1)] },
    { newRoot: rootOf(7) },
    { blockHash: digestOf('elsewhere') },
  ])
    expect(told(second, (record) => ({ ...record, ...change }))).toBe('FAIL');
});

test('a reorg: the batch in another block first, then where it stands', () => {
  const again = told({ height: 2, event: 'submitted' }, (record) => [
    { ...record, blockHash: digestOf('gone'), newRoot: rootOf(8) },
    record,
  ]);
  expect(again).toBe('PASS');
});
