import { expect, test } from 'vitest';
import { OperatorStory } from '../../operator-story.fixture.ts';
import { examine } from '../../story.fixture.ts';
import guarantee from './invalid-operations-true.ts';

const story = (reason: string, nonce: number) =>
  new OperatorStory().operation(0, 100).batch(200, [0]).operation(1, 300, { nonce }).rejected(1, reason);
const at = (finalHeight: number, reason = 'REPLACED_BY_OPERATION_WITH_SAME_NONCE', nonce = 1) =>
  examine(guarantee, story(reason, nonce), (record) =>
    record.kind === 'invalid' ? { ...record, finalHeight } : record,
  ).verdict;

test('true on the state that it names', () => {
  expect(examine(guarantee, story('NONCE_TOO_LOW', 1))).toMatchObject({ verdict: 'PASS', checked: 2 });
  expect(at(1)).toBe('PASS');
});

test('not true yet then, never true, or on a batch that is not there', () => {
  expect(at(0)).toBe('FAIL');
  expect(at(1, 'NONCE_TOO_HIGH', 2)).toBe('FAIL');
  expect(at(1, 'BALANCE_TOO_LOW', 2)).toBe('FAIL');
  expect(at(2)).toBe('FAIL');
});
