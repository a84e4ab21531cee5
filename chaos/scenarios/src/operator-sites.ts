import type { Scenario } from '@plimsoll/history/scenario';

/**
 * Two sites as the HA page draws them: an instance and a gateway in each, a cluster for each site with its second replica in the other, one
 * chain. Both replicas must have a write: nothing acknowledged is lost with a site, and the other blocks until it is back (facts/rollup.md,
 * "The counting rule").
 */
export const operatorTwoSites: Scenario['topology'] = {
  sites: ['a', 'b'],
  instances: { a: 1, b: 1 },
  postgres: 'single',
  kafka: 'site-clusters',
  kafkaTopics: { replication: 2, minInSyncReplicas: 2 },
  chain: { blockMs: 500, endpoints: 2 },
};

/** Three data sites, one cluster stretched over them: R = 3, L = 1, M = 2, the smallest shape that loses nothing and goes on. */
export const operatorThreeSites: Scenario['topology'] = {
  sites: ['a', 'b', 'c'],
  instances: { a: 1, b: 1, c: 1 },
  postgres: 'single',
  kafka: 'stretched',
  kafkaTopics: { replication: 3, minInSyncReplicas: 2 },
  chain: { blockMs: 500, endpoints: 2 },
};

/** Two sites with instances, and a third with a broker and a controller only: the quorum survives either of them. */
export const operatorWitness: Scenario['topology'] = {
  ...operatorThreeSites,
  instances: { a: 1, b: 1, c: 0 },
  kafka: 'witness',
};
