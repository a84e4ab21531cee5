import { describe, expect, test } from 'vitest';
import { planClusters } from './plan-clusters.ts';
import { placeReplicas, planTopics, type TopicSettings } from './plan-topics.ts';

const placements = ['a', 'b'].map((site) => ({
  name: `manager-${site}-1`,
  site,
  component: { role: 'manager' } as never,
}));
const stretched = planClusters('witness', ['a', 'b', 'c'], { a: 2, b: 2 });
const [cluster] = stretched;
if (cluster === undefined) throw new Error('no cluster');

describe('the topics of a need', () => {
  test('an owned topic for each instance of the role, in the cluster of its site, led from there', () => {
    const topics = planTopics(
      [{ name: 'pending', owner: 'manager', partitions: 1 }],
      placements,
      planClusters('site-clusters', ['a', 'b']),
    );
    expect(topics).toMatchObject([
      { topic: 'pending-manager-a-1', cluster: 'a', owner: 'manager-a-1', site: 'a', assignment: [[1, 2]] },
      { topic: 'pending-manager-b-1', cluster: 'b', owner: 'manager-b-1', site: 'b', assignment: [[1, 2]] },
    ]);
  });

  test('a topic that nobody owns is made once, with its leaders over the sites', () => {
    const [topic] = planTopics(
      [{ name: 'batches', partitions: 3 }],
      placements,
      planClusters('stretched', ['a', 'b', 'c']),
    );
    expect(topic).toMatchObject({
      topic: 'batches',
      assignment: [
        [1, 2, 3],
        [2, 3, 1],
        [3, 1, 2],
      ],
      minInSyncReplicas: 2,
    });
  });

  test('with another number of partitions than was asked for, where a scenario makes that mistake', () => {
    const [topic] = planTopics([{ name: 'x', partitions: 1 }], [], stretched, { partitions: 2 });
    expect(topic?.assignment).toHaveLength(2);
  });

  test('more replicas in sync than there are replicas: nothing could be written', () => {
    const settings: TopicSettings = { replication: 2, minInSyncReplicas: 3 };
    expect(() => planTopics([{ name: 'x', partitions: 1 }], [], stretched, settings)).toThrow(
      /3 replicas in sync/,
    );
  });
});

describe('the replicas of a partition', () => {
  const sitesOf = (ids: readonly number[]): string =>
    ids.map((id) => cluster.brokers.find((broker) => broker.id === id)?.site).join('');

  test('spread: no site has two before each has one', () => {
    expect(sitesOf(placeReplicas(cluster, 'b', 0, { replication: 3 }))).toBe('bac');
    expect(sitesOf(placeReplicas(cluster, 'b', 0, { replication: 5 }))).toBe('bacba');
  });

  test('as assigned, home being the owner’s site: the rows 2+1 and 2+2 of the counting rule', () => {
    expect(sitesOf(placeReplicas(cluster, 'a', 0, { assignment: ['home', 'home', 'b'] }))).toBe('aab');
    expect(sitesOf(placeReplicas(cluster, 'b', 0, { assignment: ['a', 'b', 'a', 'b'] }))).toBe('abab');
  });

  test('never twice on one broker', () => {
    for (let partition = 0; partition < 7; partition += 1) {
      const ids = placeReplicas(cluster, 'a', partition, { replication: 5 });
      expect(new Set(ids).size).toBe(5);
    }
    expect(() => placeReplicas(cluster, 'a', 0, { assignment: ['c', 'c'] })).toThrow(
      /no broker left in site c/,
    );
    expect(() => placeReplicas(cluster, 'a', 0, { replication: 6 })).toThrow(/no broker left/);
  });
});
