import { expect, test } from 'vitest';
import { examine, Story } from '../story.fixture.ts';
import guarantee from './spread-even.ts';

/** Of ten sends through the gateway so many go to a-1. */
const spread = (ofTen: number, notReady: readonly [number, number] = [0, 0]) => {
  const story = new Story({ gateways: ['a-gate'], endMs: 6000 }).health('a-1').health('b-1', notReady);
  for (let id = 0; id < 400; id += 1)
    story.send(id, 100 + id * 10, { instance: 'a-gate', servedBy: id % 10 < ofTen ? 'a-1' : 'b-1' });
  return examine(guarantee, story).verdict;
};

test('evenly, and a little unevenly', () => {
  expect(spread(5)).toBe('PASS');
  expect(spread(6)).toBe('PASS');
});
test('all to one', () => expect(spread(10)).toBe('FAIL'));
test('four times as many to one', () => expect(spread(8)).toBe('FAIL'));
test('while a node is not ready', () => expect(spread(10, [2000, 3000])).toBe('NOT_TESTED'));
