import { expect, test } from 'vitest';
import { OperatorStory, digestOf } from '../../operator-story.fixture.ts';
import { examine } from '../../story.fixture.ts';
import guarantee from './others-go-on.ts';

/** a-1 is down from 1 s to 9 s while b-1 takes operations; the batch that holds them is seen in a block at this moment. */
const lost = (blockMs: number, healedMs = 9000) => {
  const story = new OperatorStory({ endMs: 12_000, trials: [{}] });
  story.common.fault(0, 1000, healedMs, ['a-1']);
  const ids = [0, 1, 2, 3, 4, 5];
  for (const id of ids) story.operation(id, 1500 + id * 10, { instance: 'b-1', servedBy: 'b-1' });
  story.tell('watch', blockMs, {
    kind: 'block',
    observer: 'live',
    atMicros: blockMs * 1000,
    number: 10,
    hash: digestOf('block 10'),
    parentHash: digestOf('block 9'),
  });
  return examine(guarantee, story.batch(blockMs, ids));
};

test('the rest submits while one is down', () => {
  expect(lost(3000)).toMatchObject({ verdict: 'PASS', checked: 1 });
});

test('nothing is submitted until the dead one is back', () => {
  expect(lost(9500)).toMatchObject({ verdict: 'FAIL', violations: 1 });
});

test('a fault that is over before anybody can take over says nothing', () => {
  expect(lost(9500, 3000).verdict).toBe('NOT_TESTED');
});

test('a bad operation after which nothing is executed (RM-24)', () => {
  const poisoned = (executed: readonly number[]) => {
    const story = new OperatorStory().operation(0, 100).rejected(0, 'QUARANTINED');
    for (let id = 1; id < 8; id += 1) story.operation(id, 200 + id, { account: 2, nonce: id });
    return examine(guarantee, executed.length > 0 ? story.batch(500, executed) : story).verdict;
  };
  expect(poisoned([1, 2, 3])).toBe('PASS');
  expect(poisoned([])).toBe('FAIL');
});
