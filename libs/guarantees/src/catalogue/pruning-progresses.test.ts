import { expect, test } from 'vitest';
import { at, call, examine, Story } from '../story.fixture.ts';
import guarantee from './pruning-progresses.ts';

/** The bound follows 100 ms behind the acknowledgements, every 100 ms, until `stopsMs`. */
const pruning = (stopsMs: number, timers = {}, acknowledgedUntilMs = 9000) => {
  const story = new Story({ capabilities: ['pruning'], endMs: 4000, timers });
  for (let ms = 100; ms < 4000; ms += 100) {
    for (const member of [0, 1, 2])
      story.tell('load', ms, {
        kind: 'acknowledge',
        ...call(ms, 1),
        member,
        askedMicros: at(Math.min(ms, acknowledgedUntilMs)),
        acknowledgedMicros: at(Math.min(ms, acknowledgedUntilMs)),
      });
    const lower = Math.min(ms, stopsMs, acknowledgedUntilMs) - 100;
    story.tell('load', ms + 5, {
      kind: 'bounds',
      ...call(ms + 4, 1),
      member: 0,
      lowerBoundMicros: lower <= 0 ? null : at(lower),
      acknowledgedMicros: at(ms),
    });
  }
  return examine(guarantee, story).verdict;
};

test('it goes on', () => expect(pruning(9000)).toBe('PASS'));
test('it stops while acknowledgements go on (DM-30)', () => expect(pruning(1500)).toBe('FAIL'));
test('it stops because nobody acknowledges more', () => expect(pruning(9000, {}, 1400)).toBe('PASS'));
test('never seen to prune: nothing can be said', () => expect(pruning(0)).toBe('NOT_TESTED'));
test('never seen to prune, but it says how often it does', () => {
  expect(pruning(0, { pruningIntervalMs: 200 })).toBe('FAIL');
  expect(pruning(0, { pruningIntervalMs: 60_000 })).toBe('PASS');
});
