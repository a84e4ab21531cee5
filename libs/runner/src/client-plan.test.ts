import { expect, test } from 'vitest';
import type { Testbed } from '@plimsoll/testbed/testbed';
import { clientPlan } from './client-plan.ts';
import type { RunOptions } from './run.ts';

const options = {
  outDirectory: '/out',
  members: [],
  plan: {
    seed: 's',
    subject: { capabilities: ['c'] },
    scenario: { load: {}, topology: { chain: { operatorIds: { b: 2 } } } },
  },
} as unknown as RunOptions;

test('clients reach topics and chain straight, past all links, and know whose site is whose', async () => {
  const cluster = { probeBootstrap: ['127.0.0.1:9', '127.0.0.1:8'] };
  const testbed = {
    sites: ['a', 'b'],
    instances: [],
    kafka: {
      topics: [
        {
          topic: 'pending-m-a-1',
          name: 'pending',
          owner: 'm-a-1',
          site: 'a',
          assignment: [
            [1, 2],
            [2, 1],
          ],
        },
        { topic: 'common', name: 'common', assignment: [[1]] },
      ],
      clusterOfTopic: () => cluster,
    },
    chain: {
      probeUrl: 'http://127.0.0.1:5',
      chainId: 7,
      contract: '0xc0',
      fundedKey: (name: string) => Promise.resolve({ address: '0xad', privateKey: `0x${name}` }),
    },
  } as unknown as Testbed;
  expect(await clientPlan(options, 12n, testbed)).toMatchObject({
    runStartNanos: '12',
    operatorIds: { b: 2 },
    topics: [
      { topic: 'pending-m-a-1', owner: 'm-a-1', site: 'a', partitions: 2, brokers: cluster.probeBootstrap },
      { topic: 'common', partitions: 1 },
    ],
    chain: { url: 'http://127.0.0.1:5', chainId: 7, contract: '0xc0', key: '0xload' },
    historyDirectory: '/out/history',
  });
});

test('a subject without Kafka and chain has neither in its plan', async () => {
  const plan = await clientPlan(options, 0n, { sites: ['a'], instances: [] } as unknown as Testbed);
  expect(plan).not.toHaveProperty('topics');
  expect(plan).not.toHaveProperty('chain');
});
