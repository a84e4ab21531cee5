import type { NeededTopic } from '@plimsoll/interface/manifest/manifest';
import { Problem } from '@plimsoll/interface/problem/problem';
import type { Placement } from '../../instance/placement.ts';
import type { TopicWish } from './kafka-service.ts';
import type { BrokerPlan, ClusterPlan } from './plan-clusters.ts';

/** What a scenario asks of the topics. */
export interface TopicSettings {
  /** Replicas of each partition; as many as the cluster has sites, at most 3, if left out. */
  readonly replication?: number;
  /** `min.insync.replicas`; 2, or 1 where there is one replica, if left out. */
  readonly minInSyncReplicas?: number;
  /**
   * Sites of the replicas, the preferred leader's first, one entry a replica; `home` stands for the owner's site. Left out:
   * the owner's site first, then the others in turn.
   */
  readonly assignment?: readonly string[];
  /** Another number of partitions than the manifest asks for: a mistake that a subject has to notice (RC-20). */
  readonly partitions?: number;
}

/** A topic to be made: where, and whose it is. */
export interface TopicPlan extends TopicWish {
  readonly cluster: string;
  readonly name: string;
  readonly owner?: string;
  readonly site?: string;
}

/** All topics that a manifest's Kafka need asks for, with every replica placed. */
export function planTopics(
  needed: readonly NeededTopic[],
  placements: readonly Pick<Placement, 'component' | 'name' | 'site'>[],
  clusters: readonly ClusterPlan[],
  settings: TopicSettings = {},
): TopicPlan[] {
  const plan = (need: NeededTopic, owner?: { readonly name: string; readonly site: string }): TopicPlan => {
    const cluster = clusters.find(({ home }) => home === owner?.site) ?? clusters[0];
    if (cluster === undefined) throw new RangeError('topics without a cluster');
    const assignment = Array.from({ length: settings.partitions ?? need.partitions }, (_, partition) =>
      placeReplicas(cluster, owner?.site ?? cluster.home, partition, settings),
    );
    const replicas = assignment[0]?.length ?? 1;
    const minInSyncReplicas = settings.minInSyncReplicas ?? Math.min(2, replicas);
    if (minInSyncReplicas > replicas) {
      throw new Problem(
        `topics cannot have ${minInSyncReplicas} replicas in sync`,
        `they have ${replicas} in all, so nothing could ever be written`,
        'lower minInSyncReplicas or raise replication',
      );
    }
    return {
      topic: owner === undefined ? need.name : `${need.name}-${owner.name}`,
      name: need.name,
      cluster: cluster.name,
      assignment,
      minInSyncReplicas,
      ...(owner === undefined ? {} : { owner: owner.name, site: owner.site }),
    };
  };
  return needed.flatMap((need) =>
    need.owner === undefined
      ? [plan(need)]
      : placements.filter(({ component }) => component.role === need.owner).map((owner) => plan(need, owner)),
  );
}

/**
 * Node ids for one partition, the preferred leader first. `home` leads if it is given, and sites take turns, so that no site
 * has two replicas before each has one; partitions turn the order of the brokers within a site and of the other sites.
 */
export function placeReplicas(
  cluster: ClusterPlan,
  home: string | undefined,
  partition: number,
  { replication, assignment }: TopicSettings,
): number[] {
  const sites = [...new Set(cluster.brokers.map(({ site }) => site))];
  const others = turned(
    sites.filter((site) => site !== home),
    partition,
  );
  const order = home !== undefined && sites.includes(home) ? [home, ...others] : others;
  const count = replication ?? Math.min(3, sites.length);
  const wanted =
    assignment?.map((site) => (site === 'home' ? (home ?? order[0] ?? site) : site)) ??
    Array.from({ length: count }, (_, replica) => order[replica % order.length] ?? '');
  const free = new Map(
    sites.map((site) => [
      site,
      turned(
        cluster.brokers.filter((broker) => broker.site === site),
        partition,
      ),
    ]),
  );
  return wanted.map(
    (site) =>
      (takeFrom(free, site) ?? (assignment ? undefined : takeAny(free)) ?? none(cluster, site, wanted)).id,
  );
}

function takeFrom(free: ReadonlyMap<string, BrokerPlan[]>, site: string): BrokerPlan | undefined {
  return free.get(site)?.shift();
}

/** Where sites differ in brokers, what one lacks another gives. */
function takeAny(free: ReadonlyMap<string, BrokerPlan[]>): BrokerPlan | undefined {
  return [...free.values()].toSorted((one, other) => other.length - one.length)[0]?.shift();
}

function none(cluster: ClusterPlan, site: string, wanted: readonly string[]): never {
  throw new Problem(
    `cluster ${cluster.name} has no broker left in site ${site} for a replica`,
    `replicas are asked for in ${wanted.join(', ')}; brokers stand in ${cluster.brokers.map((broker) => broker.site).join(', ')}`,
    'correct kafkaTopics of the topology, or give that site more brokers (kafkaBrokers)',
  );
}

function turned<T>(list: readonly T[], by: number): T[] {
  const start = list.length === 0 ? 0 : by % list.length;
  return [...list.slice(start), ...list.slice(0, start)];
}
