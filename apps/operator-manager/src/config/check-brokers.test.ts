import { expect, test } from 'vitest';
import type { ClusterDescription } from '@plimsoll/kafka-client/describe-topics';
import { checkBrokers } from './check-brokers.ts';
import type { Config } from './config.ts';
import { judgeTopics } from './judge-topics.ts';

const config = {
  instance: 'm',
  kafka: { brokers: ['k:1'], batchUpdatesTopic: 'u', invalidOperationsTopic: 'i' },
  ha: {
    brokers: ['k:1'],
    ownTopic: 'p',
    partitions: 2,
    consumerGroup: 'g',
    copies: [],
    acks: 'all',
    claims: ['lossless'],
    allowUnsafe: [],
  },
} as unknown as Config;
const sound: ClusterDescription = {
  missing: [],
  autoCreate: false,
  topics: [
    {
      topic: 'p',
      replicaRacks: [
        ['a', 'b'],
        ['b', 'a'],
      ],
      minInSyncReplicas: 2,
      uncleanElection: false,
    },
    { topic: 'u', replicaRacks: [['a', 'b']], minInSyncReplicas: 2, uncleanElection: false },
    { topic: 'i', replicaRacks: [['a', 'b']], minInSyncReplicas: 2, uncleanElection: false },
  ],
};
const signal = new AbortController().signal;
const check = (change: Partial<Config['ha']>, brokers: Partial<ClusterDescription> = {}) =>
  checkBrokers(
    { ...config, ha: { ...config.ha, ...change } },
    judgeTopics,
    { describeTopics: () => Promise.resolve({ ...sound, ...brokers }) },
    () => undefined,
    signal,
  );

test('sound settings pass', async () => {
  expect(await check({})).toEqual({ minInSyncReplicas: 2, allowed: [] });
});

test.each<[string, Partial<Config['ha']>, Partial<ClusterDescription>]>([
  ['PARTITION_COUNT', { partitions: 3 }, {}],
  ['OWN_TOPIC_COPIED', { copies: [{ topic: 'p', brokers: ['k:1'] }] }, {}],
  ['ACKS_NOT_ALL', { acks: '1' }, {}],
  ['AUTO_CREATE', {}, { autoCreate: true }],
  ['MISSING_TOPIC', {}, { missing: ['p'] }],
  [
    'MIN_ISR_NOT_ABOVE_LARGEST_SITE',
    {},
    { topics: sound.topics.map((each) => ({ ...each, minInSyncReplicas: 1 })) },
  ],
  ['REST_BELOW_MIN_ISR', { claims: ['keeps-accepting'] }, {}],
])('%s is refused by name, and shown where it is allowed (RG-18)', async (rule, change, brokers) => {
  await expect(check(change, brokers)).rejects.toThrow(`refused: ${rule}`);
  expect((await check({ ...change, allowUnsafe: [rule] }, brokers)).allowed).toEqual([rule]);
});
