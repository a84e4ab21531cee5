import { describe, expect, test } from 'vitest';
import { planClusters } from './plan-clusters.ts';

const shown = (clusters: ReturnType<typeof planClusters>): string[] =>
  clusters.map(
    ({ name, brokers }) =>
      `${name}: ${brokers.map(({ site, id, votes }) => `${id}@${site}${votes ? '*' : ''}`).join(' ')}`,
  );

describe('the brokers of a shape', () => {
  test('site clusters: controller and broker at home, a plain broker in every other site', () => {
    expect(shown(planClusters('site-clusters', ['a', 'b']))).toEqual(['a: 1@a* 2@b', 'b: 1@b* 2@a']);
    expect(shown(planClusters('site-clusters', ['a', 'b', 'c']))[1]).toBe('b: 1@b* 2@a 3@c');
  });

  test('stretched: one cluster, one voter a site', () => {
    expect(shown(planClusters('stretched', ['a', 'b', 'c']))).toEqual(['all: 1@a* 2@b* 3@c*']);
  });

  test('more brokers in a site: the first of it votes, and an even number of sites has an odd number of voters', () => {
    expect(shown(planClusters('witness', ['a', 'b', 'c'], { a: 2, b: 2 }))).toEqual([
      'all: 1@a* 2@a 3@b* 4@b 5@c*',
    ]);
    expect(shown(planClusters('stretched', ['a', 'b', 'c', 'd']))).toEqual(['all: 1@a* 2@b* 3@c* 4@d']);
  });

  test('names say cluster, site and number', () => {
    const [cluster] = planClusters('site-clusters', ['a', 'b'], { b: 2 });
    expect(cluster?.brokers.map(({ name }) => name)).toEqual(['kafka-a-a-1', 'kafka-a-b-1', 'kafka-a-b-2']);
  });

  test('two sites cannot hold one cluster, nor can a site without a broker vote', () => {
    expect(() => planClusters('stretched', ['a', 'b'])).toThrow(/cannot stand over 2 sites/);
    expect(() => planClusters('stretched', ['a', 'b', 'c'], { c: 0 })).toThrow(/no broker in c/);
  });
});
