import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  isLossless,
  judgeInstance,
  judgeTopic,
  keepsAccepting,
  type Claims,
  type InstanceSetting,
} from './counting-rule.ts';

const both: Claims = { lossless: true, keepsAccepting: true };
const rulesOf = (sites: Record<string, number>, least: number, claims: Claims = both): string[] =>
  judgeTopic(
    { topic: 't', replicasBySite: [sites], minInSyncReplicas: least, uncleanElection: false },
    claims,
  ).map(({ rule }) => rule);

// facts/rollup.md, "The counting rule": replicas by site, M, lossless, goes on whichever site is lost.
const table: [number[], number, boolean, boolean][] = [
  [[1, 1], 1, false, true],
  [[1, 1], 2, true, false],
  [[2, 1], 1, false, true],
  [[2, 1], 2, false, false],
  [[2, 1], 3, true, false],
  [[2, 2], 2, false, true],
  [[2, 2], 3, true, false],
  [[1, 1, 1], 1, false, true],
  [[1, 1, 1], 2, true, true],
  [[1, 1, 1], 3, true, false],
  [[2, 1, 1], 2, false, true],
  [[2, 1, 1], 3, true, false],
  [[2, 2, 1], 3, true, true],
  [[2, 2, 2], 3, true, true],
  [[2, 2, 2], 4, true, true],
];

test.each(table)('%j with min.insync.replicas %i', (sites, least, lossless, goesOn) => {
  const named = Object.fromEntries(sites.map((count, n) => [`site-${n}`, count]));
  const rules = rulesOf(named, least);
  expect(rules.includes('MIN_ISR_NOT_ABOVE_LARGEST_SITE')).toBe(!lossless);
  expect(rules.includes('REST_BELOW_MIN_ISR')).toBe(!goesOn);
  expect(rulesOf(named, least, { lossless: false, keepsAccepting: false })).toEqual([]);
});

test('the formulas say what counting sets of survivors says', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 1, maxLength: 4 }),
      fc.integer({ min: 1, max: 6 }),
      (sites, least) => {
        const all = sites.reduce((sum, count) => sum + count, 0);
        fc.pre(least <= all);
        const most = Math.max(...sites);
        // An acknowledgement is held by some `least` replicas: lost if one site can hold them all.
        expect(isLossless(most, least)).toBe(sites.every((count) => count < least));
        expect(keepsAccepting(all, most, least)).toBe(sites.every((count) => all - count >= least));
        // Two sites of equal weight never get both.
        if (sites.length === 2 && sites[0] === sites[1])
          expect(isLossless(most, least) && keepsAccepting(all, most, least)).toBe(false);
      },
    ),
  );
});

test('the worst partition counts', () => {
  const refusals = judgeTopic(
    {
      topic: 't',
      replicasBySite: [{ a: 1, b: 1, c: 1 }, { a: 3 }],
      minInSyncReplicas: 2,
      uncleanElection: true,
    },
    both,
  );
  expect(refusals.map(({ rule }) => rule)).toEqual([
    'UNCLEAN_ELECTION',
    'MIN_ISR_NOT_ABOVE_LARGEST_SITE',
    'REST_BELOW_MIN_ISR',
  ]);
  expect(refusals[1]?.detail).toContain('partition 1 has 3 replicas, at most 3 in one site');
  expect(rulesOf({ a: 1 }, 1)).toContain('SINGLE_REPLICA');
  expect(rulesOf({ a: 1, b: 1 }, 3)).toContain('MIN_ISR_ABOVE_REPLICAS');
});

const sound: InstanceSetting = {
  ownTopic: 'pending-a',
  consumerGroup: 'a',
  copiedTopics: ['pending-b'],
  acks: -1,
  partitions: { configured: 3, actual: 3 },
  orderedTopics: [{ topic: 'updates-a', partitions: 1 }],
  autoCreate: false,
  others: [{ ownTopic: 'pending-b', consumerGroup: 'b' }],
};
test.each<[string, Partial<InstanceSetting>]>([
  ['ACKS_NOT_ALL', { acks: 1 }],
  ['AUTO_CREATE', { autoCreate: true }],
  ['PARTITION_COUNT', { partitions: { configured: 3, actual: 4 } }],
  ['ORDERED_TOPIC_PARTITIONS', { orderedTopics: [{ topic: 'updates-a', partitions: 2 }] }],
  ['OWN_TOPIC_COPIED', { copiedTopics: ['pending-b', 'pending-a'] }],
  ['TOPIC_COPIED_TWICE', { copiedTopics: ['pending-b', 'pending-b'] }],
  ['TOPIC_SHARED', { others: [{ ownTopic: 'pending-a', consumerGroup: 'b' }] }],
  ['GROUP_SHARED', { others: [{ ownTopic: 'pending-b', consumerGroup: 'a' }] }],
])('%s is refused, and only that', (rule, change) => {
  expect(judgeInstance(sound, both)).toEqual([]);
  expect(judgeInstance({ ...sound, ...change }, both).map((each) => each.rule)).toEqual([rule]);
});

test('acks of less than all are allowed to those who claim nothing', () => {
  expect(judgeInstance({ ...sound, acks: 1 }, { lossless: false, keepsAccepting: true })).toEqual([]);
});
