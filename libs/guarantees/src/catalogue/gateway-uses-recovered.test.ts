import { expect, test } from 'vitest';
import { examine, Story } from '../story.fixture.ts';
import guarantee from './gateway-uses-recovered.ts';

/** a-1 was killed from 1 to 2 s and is ready from 2.2 s on, or never; of ten sends after that so many go to it. */
const used = (ofTen: number, readyMs = 2200) => {
  const story = new Story({ gateways: ['a-gate'], endMs: 8000, trials: [{}] })
    .fault(0, 1000, 2000, ['a-1'])
    .health('a-1', [1000, readyMs], null)
    .health('b-1');
  for (let id = 0; id < 300; id += 1)
    story.send(id, 2000 + id * 19, { instance: 'a-gate', servedBy: id % 10 < ofTen ? 'a-1' : 'b-1' });
  return examine(guarantee, story).verdict;
};

test('again', () => expect(used(5)).toBe('PASS'));
test('seldom', () => expect(used(1)).toBe('PASS'));
test('never again (DM-44)', () => expect(used(0)).toBe('FAIL'));
test('never ready again: not the gateway´s fault', () => expect(used(0, 8000)).toBe('NOT_TESTED'));
test('what it was sent before it fell is no excuse', () => {
  const story = new Story({ gateways: ['a-gate'], endMs: 9000, trials: [{}, {}] })
    .fault(0, 500, 600, ['a-gate'])
    .fault(1, 2000, 2500, ['a-1'])
    .health('a-1', [2000, 2700], null)
    .health('b-1');
  for (let id = 0; id < 400; id += 1)
    story.send(id, 700 + id * 19, { instance: 'a-gate', servedBy: id < 60 ? 'a-1' : 'b-1' });
  expect(examine(guarantee, story).verdict).toBe('FAIL');
});
