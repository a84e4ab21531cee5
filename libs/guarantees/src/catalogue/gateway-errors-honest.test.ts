import { expect, test } from 'vitest';
import { examine, Story } from '../story.fixture.ts';
import guarantee from './gateway-errors-honest.ts';

const refused = {
  instance: 'a-gate',
  servedBy: undefined,
  outcome: 'fail',
  code: 'NO_NODE_AVAILABLE',
  httpStatus: 503,
  status: undefined,
} as never;
const story = (notReady: readonly [number, number] = [0, 0]) =>
  new Story({ gateways: ['a-gate'], endMs: 4000 }).health('a-1', notReady).health('b-1', notReady);
const verdict = (told: Story) => examine(guarantee, told).verdict;

test('said, and nothing appeared', () => {
  expect(verdict(story([50, 900]).send(0, 100, refused))).toBe('PASS');
});
test('said, and it appeared', () => {
  expect(verdict(story([50, 900]).send(0, 100, refused).sequenced(0, 102))).toBe('FAIL');
});
test('said again and again while every node was ready', () => {
  expect(verdict(story().send(0, 100, refused).send(1, 200, refused).send(2, 300, refused))).toBe('FAIL');
});
test('said once', () => expect(verdict(story().send(0, 100, refused))).toBe('PASS'));
