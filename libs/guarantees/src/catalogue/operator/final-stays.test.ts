import { expect, test } from 'vitest';
import { OperatorStory, digestOf, hashOf, rootOf } from '../../operator-story.fixture.ts';
import { call, examine } from '../../story.fixture.ts';
import guarantee from './final-stays.ts';

const story = () => new OperatorStory().operation(0, 100).operation(1, 200).batch(300, [0]).batch(400, [1]);
const live = (batchHeight: number, block: string) =>
  examine(
    guarantee,
    story().tell('watch', 350, {
      kind: 'status',
      ...call(350, 1),
      observer: 'live',
      hash: hashOf(0),
      status: 'EXECUTED',
      batchHeight,
      stateRoot: rootOf(batchHeight),
      blockHash: digestOf(block),
    }),
  ).verdict;

test('stays', () => {
  expect(examine(guarantee, story()).verdict).toBe('PASS');
  expect(live(1, 'block 10')).toBe('PASS');
});

test('executed in a block that is gone, or a batch that is gone (RM-25)', () => {
  expect(live(1, 'block 10 of the other branch')).toBe('FAIL');
  expect(live(3, 'block 30')).toBe('FAIL');
});

test('finalised with a root that is not there; submitted may be undone', () => {
  const update = (event: string) =>
    examine(guarantee, story(), (record) =>
      record.kind === 'update' && record.height === 2 && record.event === event
        ? [{ ...record, newRoot: rootOf(9) }, record]
        : record,
    ).verdict;
  expect(update('finalised')).toBe('FAIL');
  expect(update('submitted')).toBe('PASS');
});
