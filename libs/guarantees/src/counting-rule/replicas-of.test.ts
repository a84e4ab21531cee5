import type { Scenario } from '@plimsoll/history/scenario';
import { expect, test } from 'vitest';
import { blocksByRule, replicasOf } from './replicas-of.ts';

const topology = (
  sites: readonly string[],
  more: Partial<Scenario['topology']> = {},
): Scenario['topology'] => ({
  sites,
  instances: {},
  postgres: 'single',
  ...more,
});

test('as planned, or as it is left out', () => {
  expect(replicasOf(topology(['a', 'b']), 'b')).toEqual({ replicas: { a: 1, b: 1 }, minInSync: 2 });
  expect(replicasOf(topology(['a', 'b', 'c']), 'b')).toEqual({
    replicas: { a: 1, b: 1, c: 1 },
    minInSync: 2,
  });
  const planned = {
    kafkaTopics: { replication: 3, minInSyncReplicas: 1, assignment: ['home', 'home', 'b'] },
  };
  expect(replicasOf(topology(['a', 'b'], planned), 'a')).toEqual({ replicas: { a: 2, b: 1 }, minInSync: 1 });
  expect(replicasOf(topology(['a'], { kafka: 'none' }), 'a')).toBeUndefined();
});

test('two sites block, three do not, and M 1 goes on', () => {
  expect(blocksByRule(topology(['a', 'b']), 'a', ['b'])).toBe(true);
  expect(blocksByRule(topology(['a', 'b', 'c']), 'a', ['b'])).toBe(false);
  expect(blocksByRule(topology(['a', 'b', 'c']), 'a', ['b', 'c'])).toBe(true);
  expect(blocksByRule(topology(['a', 'b'], { kafkaTopics: { minInSyncReplicas: 1 } }), 'a', ['b'])).toBe(
    false,
  );
});
