import { Problem } from '@plimsoll/interface/problem/problem';
import type { KafkaShape } from './kafka-service.ts';

/** A broker to be. */
export interface BrokerPlan {
  /** `kafka-<cluster>-<site>-<n>`. */
  readonly name: string;
  readonly cluster: string;
  readonly site: string;
  readonly id: number;
  /** Votes in the metadata quorum. */
  readonly votes: boolean;
}

/** A cluster to be. */
export interface ClusterPlan {
  readonly name: string;
  readonly home: string | undefined;
  readonly brokers: readonly BrokerPlan[];
}

/** The name of a cluster that is nobody's own. */
export const SHARED_CLUSTER = 'all';

/**
 * Which brokers and voters a shape has. `brokersBySite` is how many a cluster has in a site, one where it is silent. Voters:
 * in a site's own cluster one, at home (facts/rollup.md, "KRaft on two sites": its price is RH-17); in a shared one the first
 * broker of each of an odd number of sites, since an even quorum tolerates no more.
 */
export function planClusters(
  shape: KafkaShape,
  sites: readonly string[],
  brokersBySite: Readonly<Record<string, number>> = {},
): ClusterPlan[] {
  if (shape === 'site-clusters') {
    return sites.map((home) => {
      const order = [home, ...sites.filter((site) => site !== home)];
      return cluster(home, home, order, [home], brokersBySite);
    });
  }
  if (sites.length < 3) {
    throw new Problem(
      `one Kafka cluster cannot stand over ${sites.length} sites`,
      'its metadata quorum needs a majority without whichever site is lost, so three sites at least',
      'add a site (a witness without instances will do), or take kafka: site-clusters',
    );
  }
  const voters = sites.slice(0, sites.length % 2 === 1 ? sites.length : sites.length - 1);
  return [cluster(SHARED_CLUSTER, undefined, sites, voters, brokersBySite)];
}

function cluster(
  name: string,
  home: string | undefined,
  sites: readonly string[],
  voters: readonly string[],
  brokersBySite: Readonly<Record<string, number>>,
): ClusterPlan {
  const brokers = sites
    .flatMap((site) =>
      Array.from({ length: brokersBySite[site] ?? 1 }, (_, index) => ({ site, n: index + 1 })),
    )
    .map(({ site, n }, index): BrokerPlan => ({
      name: `kafka-${name}-${site}-${n}`,
      cluster: name,
      site,
      id: index + 1,
      votes: n === 1 && voters.includes(site),
    }));
  const lost = voters.filter((site) => !brokers.some((broker) => broker.site === site && broker.votes));
  if (lost.length > 0) {
    throw new Problem(
      `Kafka cluster ${name} has no broker in ${lost.join(', ')}`,
      'the first broker of that site votes in its metadata quorum',
      'give each site one broker at least',
    );
  }
  return { name, home, brokers };
}
