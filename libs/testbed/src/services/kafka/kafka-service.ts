import type { Address, ManagedProcess } from '../../testbed.ts';

/**
 * How brokers stand over the sites. `site-clusters`: a cluster for each site, its controller and a broker at home, a plain
 * broker in every other site (source: HA page). `stretched`: one cluster over three or more sites. `witness`: the same
 * where the last site has no instance of the subject, only its replica and its vote.
 */
export type KafkaShape = 'site-clusters' | 'stretched' | 'witness';

/** One broker: a JVM of its own, killed with its site. */
export interface KafkaBroker extends ManagedProcess {
  /** Node id, unique in its cluster. */
  readonly id: number;
  readonly cluster: string;
  /** Whether it votes in the metadata quorum too. */
  readonly votes: boolean;
  /** How a client in `site` reaches it: direct at home, through the link's proxy from elsewhere. */
  addressFrom(site: string): Address;
  /** How brokers in `site` reach it to fetch from it. */
  replicationFrom(site: string): Address;
  /** Straight to it from anywhere, for the harness's probes; never given to a subject. */
  readonly probeAddress: Address;
  /** Where its log lies. */
  readonly logDirectory: string;
  /** Resolves once it answers and is a live member of its cluster; rejects with what was seen at the deadline. */
  ready(withinMs?: number): Promise<void>;
}

/** A partition as the brokers report it. */
export interface PartitionState {
  readonly topic: string;
  readonly partition: number;
  /** Node id; undefined when it has no leader. */
  readonly leader: number | undefined;
  readonly leaderEpoch: number;
  readonly replicas: readonly number[];
  /** Replicas in sync. */
  readonly inSync: readonly number[];
}

/** A topic that the testbed made. */
export interface MadeTopic {
  readonly topic: string;
  readonly cluster: string;
  /** The name in the manifest's need, the instance that writes it, and that instance's site; as far as it has them. */
  readonly name: string;
  readonly owner?: string;
  readonly site?: string;
  readonly minInSyncReplicas: number;
  /** Node ids by partition, the preferred leader first, as read back from the brokers. */
  readonly assignment: readonly (readonly number[])[];
}

/** What a topic shall be. */
export interface TopicWish {
  readonly topic: string;
  /** Node ids by partition, the preferred leader first. */
  readonly assignment: readonly (readonly number[])[];
  readonly minInSyncReplicas: number;
}

/** A cluster and what can be asked of it or done to it. Questions and orders go straight to brokers, past all links. */
export interface KafkaCluster {
  /** A site's name, or `all`. */
  readonly name: string;
  /** The site whose cluster it is. */
  readonly home: string | undefined;
  readonly brokers: readonly KafkaBroker[];
  brokersIn(site: string): readonly KafkaBroker[];
  broker(id: number): KafkaBroker;
  /** `host:port` of every broker as seen from a site, those of that site first. */
  bootstrapFrom(site: string): readonly string[];
  /** The same straight, for the harness's own clients. */
  readonly probeBootstrap: readonly string[];
  /** The active controller, as the quorum says; undefined while there is none. */
  controller(): Promise<KafkaBroker | undefined>;
  /** All partitions of a topic; empty when there is no such topic. */
  partitions(topic: string): Promise<readonly PartitionState[]>;
  leaderOf(topic: string, partition: number): Promise<KafkaBroker | undefined>;
  inSync(topic: string, partition: number): Promise<readonly KafkaBroker[]>;
  /** Resolves with the first state of a partition that a condition holds for; rejects with the last one seen. */
  untilPartition(
    topic: string,
    partition: number,
    holds: (state: PartitionState) => boolean,
    withinMs: number,
  ): Promise<PartitionState>;
  createTopic(wish: TopicWish): Promise<void>;
  deleteTopic(topic: string): Promise<void>;
  /** Raises the number of partitions; new ones are placed by the cluster. */
  addPartitions(topic: string, partitions: number): Promise<void>;
  /** A setting of a topic as its brokers have it. */
  topicSetting(topic: string, name: string): Promise<string | undefined>;
  setMinInSyncReplicas(topic: string, replicas: number): Promise<void>;
  /** Makes the preferred replica leader; `unclean`: one that is not in sync, if need be, which loses what it lacks. */
  electLeader(topic: string, partition: number, mode: 'preferred' | 'unclean'): Promise<void>;
  /** What a consumer group has committed, by partition; partitions without a commit are absent. */
  committedOffsets(group: string, topic: string): Promise<ReadonlyMap<number, bigint>>;
  /** Forgets what a group has committed for a topic. The group must not be consuming it. */
  deleteOffsets(group: string, topic: string): Promise<void>;
  /** All consumer groups. */
  groups(): Promise<readonly string[]>;
  /** Removes a group with all that it has committed; members that are left are put out first. */
  deleteGroup(group: string): Promise<void>;
  /** First offset that is not yet written, by partition, asked of each leader. */
  endOffsets(topic: string): Promise<ReadonlyMap<number, bigint>>;
  /**
   * Cuts only what the replicas of a partition fetch from each other across sites, whoever leads; clients, controllers and
   * heartbeats go on. Undone by `mendReplication`.
   */
  cutReplication(topic: string, partition: number): Promise<void>;
  /**
   * The same, and waits until the replicas in sync are all in the leader's site. Something has to be written after the cut:
   * a follower that lacks nothing stays in sync however long it is silent.
   */
  pushOutOfSync(topic: string, partition: number, withinMs?: number): Promise<PartitionState>;
  /** Undoes `cutReplication` for all brokers of the cluster and waits for nobody. */
  mendReplication(): Promise<void>;
  /** A copy of a running broker's log, without the metadata log (which the quorum syncs to disk, unlike the data). */
  snapshot(broker: KafkaBroker): Promise<string>;
  /** Kills a broker, puts an earlier copy back, starts it. What came after the copy is lost on it: that is the point. */
  rollBack(broker: KafkaBroker, snapshot: string): Promise<void>;
}

/** All brokers of a testbed. */
export interface KafkaService {
  readonly shape: KafkaShape;
  readonly clusters: readonly KafkaCluster[];
  readonly brokers: readonly KafkaBroker[];
  readonly topics: readonly MadeTopic[];
  brokersIn(site: string): readonly KafkaBroker[];
  /** The cluster of a site: its own, or the one there is. */
  clusterOf(site: string): KafkaCluster;
  /** The cluster that holds a topic made by the testbed. */
  clusterOfTopic(topic: string): KafkaCluster;
}
