import { expect, test } from 'vitest';
import { examine, Story } from '../story.fixture.ts';
import guarantee from './load-returns.ts';

/** 60 sends before a fault and 60 after its recovery; so many of the latter are not answered. */
const after = (lost: number) => {
  const story = new Story({ endMs: 8000, trials: [{}] }).fault(0, 2000, 3000, ['a-1']);
  for (let id = 0; id < 60; id += 1) story.send(id, 100 + id * 20);
  for (let id = 60; id < 120; id += 1)
    story.send(id, 4000 + id * 20, id - 60 < lost ? ({ outcome: 'info', code: 'TIMEOUT' } as never) : {});
  return examine(guarantee, story).verdict;
};

test('as before', () => expect(after(0)).toBe('PASS'));
test('nearly as before', () => expect(after(10)).toBe('PASS'));
test('half of it', () => expect(after(30)).toBe('FAIL'));
test('too few sends to tell', () =>
  expect(examine(guarantee, new Story().send(0, 1)).verdict).toBe('NOT_TESTED'));
