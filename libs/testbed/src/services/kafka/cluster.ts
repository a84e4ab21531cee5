import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  createPartitionsV3,
  createTopicsV7,
  deleteTopicsV6,
  describeConfigsV4,
  describeQuorumV2,
  incrementalAlterConfigsV1,
  metadataV12,
  type Connection,
} from '@platformatic/kafka';
import { formatAddress } from '../../lease/address-plan.ts';
import type { ProxyGroup } from '../../toxiproxy/proxy-group.ts';
import { bodyOf, withBroker } from './broker-connection.ts';
import type { Broker } from './broker.ts';
import { electLeaders } from './elect-leaders.ts';
import { committedOffsets, deleteOffsets, endOffsets } from './group-offsets.ts';
import { deleteGroup, listGroups } from './groups.ts';
import type { KafkaCluster, PartitionState, TopicWish } from './kafka-service.ts';
import { copyLog, putBackLog } from './log-copies.ts';

/** ConfigResourceTypes.TOPIC and IncrementalAlterConfigOperationTypes.SET of the protocol. */
const TOPIC = 2;
const SET = 0;
const PREFERRED = 0;
const UNCLEAN = 1;
const REQUEST_MS = 10_000;

/** A cluster that stands; see `KafkaCluster`. */
export class Cluster implements KafkaCluster {
  readonly name: string;
  readonly home: string | undefined;
  readonly brokers: readonly Broker[];
  /** The proxy through which brokers in a site fetch from a broker elsewhere. */
  readonly #replicationPath: (broker: Broker, from: string) => ProxyGroup | undefined;
  readonly #copiesDirectory: string;
  readonly #cut = new Set<ProxyGroup>();
  #copies = 0;

  constructor(made: {
    readonly name: string;
    readonly home: string | undefined;
    readonly brokers: readonly Broker[];
    readonly replicationPath: (broker: Broker, from: string) => ProxyGroup | undefined;
    readonly copiesDirectory: string;
  }) {
    this.name = made.name;
    this.home = made.home;
    this.brokers = made.brokers;
    this.#replicationPath = made.replicationPath;
    this.#copiesDirectory = made.copiesDirectory;
  }

  brokersIn(site: string): readonly Broker[] {
    return this.brokers.filter((broker) => broker.site === site);
  }

  broker(id: number): Broker {
    const found = this.brokers.find((broker) => broker.id === id);
    if (found === undefined) throw new RangeError(`no broker ${id} in Kafka cluster ${this.name}`);
    return found;
  }

  bootstrapFrom(site: string): readonly string[] {
    const near = this.brokersIn(site);
    return [...near, ...this.brokers.filter((broker) => !near.includes(broker))].map((broker) =>
      formatAddress(broker.addressFrom(site)),
    );
  }

  get probeBootstrap(): readonly string[] {
    return this.brokers.map(({ probeAddress }) => formatAddress(probeAddress));
  }

  async controller(): Promise<Broker | undefined> {
    // Every voter is asked: one that is cut off believes in an old one, and the highest epoch is right.
    const beliefs = await Promise.all(
      this.#running().map(async ({ probeAddress }) => {
        try {
          const reply = await withBroker(
            probeAddress,
            (connection) =>
              describeQuorumV2.api.async(connection, [
                { topicName: '__cluster_metadata', partitions: [{ partitionIndex: 0 }] },
              ]),
            1_500,
          );
          return reply.topics[0]?.partitions[0];
        } catch {
          return undefined; // It cannot reach the quorum, or nothing at all.
        }
      }),
    );
    const [best] = beliefs
      .filter((belief) => belief !== undefined && belief.leaderId >= 0)
      .toSorted((one, other) => (other?.leaderEpoch ?? 0) - (one?.leaderEpoch ?? 0));
    return best === undefined ? undefined : this.broker(best.leaderId);
  }

  async partitions(topic: string): Promise<readonly PartitionState[]> {
    const controller = await this.controller();
    // The controller's broker has what was decided first; the others follow.
    const order = [
      ...(controller === undefined ? [] : [controller]),
      ...this.#running().filter((broker) => broker !== controller),
    ];
    const reply = await this.#first(order, (connection) =>
      metadataV12.api.async(connection, [topic], false, false).catch((error: unknown) => {
        // A partition without a leader is an error to the client, and an answer to us.
        const body = bodyOf<Awaited<ReturnType<typeof metadataV12.api.async>>>(error);
        if (body === undefined) throw error;
        return body;
      }),
    );
    return reply.topics
      .flatMap((found) => (found.name === topic ? found.partitions : []))
      .map((partition) => ({
        topic,
        partition: partition.partitionIndex,
        leader: partition.leaderId < 0 ? undefined : partition.leaderId,
        leaderEpoch: partition.leaderEpoch,
        replicas: partition.replicaNodes,
        inSync: partition.isrNodes,
      }))
      .toSorted((one, other) => one.partition - other.partition);
  }

  async leaderOf(topic: string, partition: number): Promise<Broker | undefined> {
    const { leader } = await this.#partition(topic, partition);
    return leader === undefined ? undefined : this.broker(leader);
  }

  async inSync(topic: string, partition: number): Promise<readonly Broker[]> {
    return (await this.#partition(topic, partition)).inSync.map((id) => this.broker(id));
  }

  async untilPartition(
    topic: string,
    partition: number,
    holds: (state: PartitionState) => boolean,
    withinMs: number,
  ): Promise<PartitionState> {
    const deadline = performance.now() + withinMs;
    let seen = 'nothing';
    for (;;) {
      try {
        const state = await this.#partition(topic, partition);
        if (holds(state)) return state;
        seen = `leader ${state.leader ?? 'none'}, in sync ${state.inSync.join(', ') || 'none'} of ${state.replicas.join(', ')}`;
      } catch (error) {
        seen = error instanceof Error ? error.message : String(error);
      }
      if (performance.now() > deadline) {
        throw new Error(`${topic}-${partition} of cluster ${this.name} after ${withinMs} ms: ${seen}`);
      }
      await sleep(50);
    }
  }

  async createTopic({ topic, assignment, minInSyncReplicas }: TopicWish): Promise<void> {
    await this.#first(this.#running(), (connection) =>
      createTopicsV7.api.async(
        connection,
        [
          {
            name: topic,
            numPartitions: -1,
            replicationFactor: -1,
            assignments: assignment.map((brokerIds, partitionIndex) => ({
              partitionIndex,
              brokerIds: [...brokerIds],
            })),
            configs: [{ name: 'min.insync.replicas', value: String(minInSyncReplicas) }],
          },
        ],
        REQUEST_MS,
        false,
      ),
    );
  }

  async deleteTopic(topic: string): Promise<void> {
    await this.#first(this.#running(), (connection) =>
      deleteTopicsV6.api.async(connection, [{ name: topic }], REQUEST_MS),
    );
  }

  async addPartitions(topic: string, partitions: number): Promise<void> {
    await this.#first(this.#running(), (connection) =>
      createPartitionsV3.api.async(connection, [{ name: topic, count: partitions }], REQUEST_MS, false),
    );
  }

  async topicSetting(topic: string, name: string): Promise<string | undefined> {
    const { results } = await this.#first(this.#running(), (connection) =>
      describeConfigsV4.api.async(
        connection,
        [{ resourceType: TOPIC, resourceName: topic, configurationKeys: [name] }],
        false,
        false,
      ),
    );
    return results[0]?.configs.find((config) => config.name === name)?.value ?? undefined;
  }

  async setMinInSyncReplicas(topic: string, replicas: number): Promise<void> {
    await this.#first(this.#running(), (connection) =>
      incrementalAlterConfigsV1.api.async(
        connection,
        [
          {
            resourceType: TOPIC,
            resourceName: topic,
            configs: [{ name: 'min.insync.replicas', configOperation: SET, value: String(replicas) }],
          },
        ],
        false,
      ),
    );
  }

  async electLeader(topic: string, partition: number, mode: 'preferred' | 'unclean'): Promise<void> {
    await this.#first(this.#running(), (connection) =>
      electLeaders.async(connection, mode === 'unclean' ? UNCLEAN : PREFERRED, topic, partition, REQUEST_MS),
    );
  }

  async committedOffsets(group: string, topic: string): Promise<ReadonlyMap<number, bigint>> {
    const partitions = (await this.partitions(topic)).map(({ partition }) => partition);
    return committedOffsets(this, this.#running(), group, topic, partitions);
  }

  async deleteOffsets(group: string, topic: string): Promise<void> {
    const partitions = (await this.partitions(topic)).map(({ partition }) => partition);
    await deleteOffsets(this, this.#running(), group, topic, partitions);
  }

  async groups(): Promise<readonly string[]> {
    return listGroups(this.#running());
  }

  async deleteGroup(group: string): Promise<void> {
    await deleteGroup(this, this.#running(), group);
  }

  async endOffsets(topic: string): Promise<ReadonlyMap<number, bigint>> {
    return endOffsets(this, await this.partitions(topic));
  }

  async cutReplication(topic: string, partition: number): Promise<void> {
    const replicas = (await this.#partition(topic, partition)).replicas.map((id) => this.broker(id));
    const sites = new Set(replicas.map(({ site }) => site));
    if (sites.size < 2)
      throw new Error(`${topic}-${partition} has replicas in one site only: no link to cut`);
    const paths = replicas.flatMap((replica) =>
      [...sites]
        .filter((site) => site !== replica.site)
        .map((site) => this.#replicationPath(replica, site) ?? noPath(site, replica)),
    );
    for (const path of paths) this.#cut.add(path);
    await Promise.all(paths.map((path) => path.disable()));
  }

  async pushOutOfSync(topic: string, partition: number, withinMs = 30_000): Promise<PartitionState> {
    await this.cutReplication(topic, partition);
    return this.untilPartition(
      topic,
      partition,
      ({ leader, inSync }) =>
        leader !== undefined && inSync.every((id) => this.broker(id).site === this.broker(leader).site),
      withinMs,
    );
  }

  async mendReplication(): Promise<void> {
    await Promise.all(
      [...this.#cut].map(async (path) => {
        await path.heal();
        this.#cut.delete(path);
      }),
    );
  }

  async snapshot(broker: Broker): Promise<string> {
    this.#copies += 1;
    const target = join(this.#copiesDirectory, `${broker.name}-copy-${this.#copies}`);
    await copyLog(broker.logDirectory, target);
    return target;
  }

  async rollBack(broker: Broker, snapshot: string): Promise<void> {
    await broker.kill();
    await putBackLog(snapshot, broker.logDirectory);
    await broker.start();
  }

  async #partition(topic: string, partition: number): Promise<PartitionState> {
    const found = (await this.partitions(topic)).find((each) => each.partition === partition);
    if (found === undefined) throw new Error(`no ${topic}-${partition} in Kafka cluster ${this.name}`);
    return found;
  }

  #running(): readonly Broker[] {
    return this.brokers.filter(({ state }) => state === 'running');
  }

  /** Asks brokers one after another until one can be reached; what a broker answers counts, errors included. */
  async #first<T>(brokers: readonly Broker[], ask: (connection: Connection) => Promise<T>): Promise<T> {
    let last: unknown = new Error(`no broker of Kafka cluster ${this.name} runs`);
    for (const { probeAddress } of brokers) {
      try {
        return await withBroker(probeAddress, ask, REQUEST_MS);
      } catch (error) {
        if (bodyOf(error) !== undefined) throw error;
        last = error;
      }
    }
    throw last;
  }
}

function noPath(site: string, { name }: Broker): never {
  throw new Error(`no way from site ${site} to ${name}`);
}
