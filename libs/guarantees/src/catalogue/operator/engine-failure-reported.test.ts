import type { Plan } from '@plimsoll/history/plan';
import { expect, test } from 'vitest';
import { OperatorStory } from '../../operator-story.fixture.ts';
import { examine } from '../../story.fixture.ts';
import guarantee from './engine-failure-reported.ts';

/** The engine of operator-a-1 is down from 1 s to 4 s; its manager says not ready in this time. Claimed are 300 ms. */
const said = (notReady: readonly [number, number], touched = 'engine-a-1') => {
  const story = new OperatorStory({
    endMs: 6000,
    nodes: ['manager-a-1', 'manager-b-1'],
    trials: [{ fault: 'kill', target: `internal:${touched}` }],
  });
  story.common.fault(0, 1000, 4000, [touched]);
  story.common.health('manager-a-1', notReady);
  story.common.health('manager-b-1');
  const plan: Plan = {
    ...story.plan,
    nodes: [
      { name: 'manager-a-1', site: 'a' },
      { name: 'manager-b-1', site: 'b' },
    ],
    internals: [
      { name: 'engine-a-1', site: 'a' },
      { name: 'engine-b-1', site: 'b' },
    ],
  };
  return examine(guarantee, { plan, records: (alter) => story.records(alter) }).verdict;
};

test('reported in time, late, and not at all (RM-19)', () => {
  expect(said([1200, 4000])).toBe('PASS');
  expect(said([3000, 4000])).toBe('FAIL');
  expect(said([0, 0])).toBe('FAIL');
});

test('what is no internal part says nothing', () => {
  expect(said([0, 0], 'postgres-a')).toBe('NOT_TESTED');
});
