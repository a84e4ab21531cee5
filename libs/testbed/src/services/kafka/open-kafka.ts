import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { KafkaTopicsFile } from '@plimsoll/interface/operator/kafka-topics';
import { brokerListenerOf, type KafkaBrokerLayout } from '../../lease/lay-out-kafka.ts';
import type { Layout } from '../../lease/lay-out.ts';
import type { Links } from '../../link/open-links.ts';
import type { Surroundings } from '../../surroundings.ts';
import type { TestbedOptions } from '../../testbed.ts';
import { bootstrapCheckpoint } from './bootstrap-checkpoint.ts';
import { brokerProperties, DEFAULT_REPLICA_LAG_MS, hostsFile } from './broker-properties.ts';
import { Broker, kafkaUuid } from './broker.ts';
import { Cluster } from './cluster.ts';
import { findKafka } from './find-kafka.ts';
import type { KafkaService, KafkaShape, MadeTopic } from './kafka-service.ts';
import type { BrokerPlan } from './plan-clusters.ts';
import { ofOneOperator } from '../../instance/of-one-operator.ts';
import { planTopics, type TopicPlan } from './plan-topics.ts';

/** The brokers of a testbed with what its instances are told of them. */
export class Kafka implements KafkaService {
  readonly shape: KafkaShape;
  readonly clusters: readonly Cluster[];
  readonly topics: readonly MadeTopic[];
  readonly #filesDirectory: string;

  constructor(
    shape: KafkaShape,
    clusters: readonly Cluster[],
    topics: readonly MadeTopic[],
    filesDirectory: string,
  ) {
    this.shape = shape;
    this.clusters = clusters;
    this.topics = topics;
    this.#filesDirectory = filesDirectory;
  }

  get brokers(): readonly Broker[] {
    return this.clusters.flatMap(({ brokers }) => brokers);
  }

  brokersIn(site: string): readonly Broker[] {
    return this.brokers.filter((broker) => broker.site === site);
  }

  clusterOf(site: string): Cluster {
    const found = this.clusters.find(({ home }) => home === site) ?? this.clusters[0];
    if (found === undefined) throw new RangeError('no Kafka cluster here');
    return found;
  }

  clusterOfTopic(topic: string): Cluster {
    const made = this.topics.find((each) => each.topic === topic);
    const found = this.clusters.find(({ name }) => name === made?.cluster);
    if (found === undefined) throw new RangeError(`the testbed made no topic ${topic}`);
    return found;
  }

  /** Where {{needs.kafka.topics}} leads for an instance of that site. */
  topicsFileOf(site: string): string {
    return join(this.#filesDirectory, `topics-${site}.json`);
  }
}

/** Starts all brokers, makes the topics that the manifest asks for, and writes what each site is told of them. */
export async function openKafka(
  options: TestbedOptions,
  layout: Layout,
  surroundings: Surroundings,
  linksToBe: Promise<Links>,
): Promise<Kafka | undefined> {
  const need = options.manifest.needs.find((each) => each.kind === 'kafka');
  const { kafka } = layout;
  if (need === undefined || kafka === undefined) return undefined;
  const found = findKafka();
  const directory = join(surroundings.dataDirectory, 'kafka');
  await mkdir(directory, { recursive: true });
  const programs = { ...found, checkpoint: await bootstrapCheckpoint(found, directory) };
  await Promise.all(
    options.sites.map((site) =>
      writeFile(
        hostsPath(directory, site),
        hostsFile(
          site,
          kafka.brokers.map(({ plan, hostFrom }) => ({ name: plan.name, hostFrom })),
        ),
      ),
    ),
  );
  const layoutOf = (plan: BrokerPlan): KafkaBrokerLayout => {
    const place = kafka.brokers.find((each) => each.plan === plan);
    if (place === undefined) throw new RangeError(`${plan.name} has no place`);
    return place;
  };
  let links: Links | undefined;
  const clusters = kafka.clusters.map((cluster) => {
    const clusterId = kafkaUuid();
    return new Cluster({
      name: cluster.name,
      home: cluster.home,
      copiesDirectory: directory,
      replicationPath: (broker, from) => links?.proxyOf(brokerListenerOf(broker.name), from),
      brokers: cluster.brokers.map((plan) => {
        const place = layoutOf(plan);
        return new Broker({
          plan,
          clusterId,
          programs,
          surroundings,
          hostsFile: hostsPath(directory, plan.site),
          probeAddress: place.listeners.probe,
          addressFrom: (site) => place.addressFrom(site),
          replicationFrom: (site) => place.replicationFrom(site),
          properties: (logDirectory) =>
            brokerProperties(plan, cluster, (each) => layoutOf(each).listeners, {
              logDirectory,
              replicaLagMs: options.kafka?.replicaLagMs ?? DEFAULT_REPLICA_LAG_MS,
            }),
        });
      }),
    });
  });
  const brokers = clusters.flatMap((cluster) => cluster.brokers);
  await Promise.all(brokers.map((broker) => broker.start()));
  links = await linksToBe;
  await Promise.all(brokers.map((broker) => broker.ready()));
  const plans = planTopics(
    need.topics,
    layout.instances.map(({ placement }) => placement),
    kafka.clusters,
    options.kafka?.topics,
  );
  const topics = await Promise.all(plans.map((plan) => makeTopic(clusters, plan)));
  const service = new Kafka(kafka.shape, clusters, topics, directory);
  await Promise.all(options.sites.map((site) => writeTopicsFile(service, site, options.chain)));
  return service;
}

/** Makes a topic and reads it back: what counts is what the brokers say. */
async function makeTopic(clusters: readonly Cluster[], plan: TopicPlan): Promise<MadeTopic> {
  const cluster = clusters.find(({ name }) => name === plan.cluster);
  if (cluster === undefined) throw new RangeError(`no cluster ${plan.cluster}`);
  await cluster.createTopic(plan);
  const last = plan.assignment.length - 1;
  await cluster.untilPartition(plan.topic, last, ({ leader }) => leader !== undefined, 20_000);
  const states = await cluster.partitions(plan.topic);
  const { name, owner, site, topic } = plan;
  return {
    topic,
    name,
    cluster: cluster.name,
    ...(owner === undefined ? {} : { owner }),
    ...(site === undefined ? {} : { site }),
    minInSyncReplicas: Number(await cluster.topicSetting(topic, 'min.insync.replicas')),
    assignment: states.map(({ replicas }) => replicas),
  };
}

async function writeTopicsFile(service: Kafka, site: string, chain: TestbedOptions['chain']): Promise<void> {
  const own = service.topics.filter(
    (made) => made.site === undefined || ofOneOperator(chain, site, made.site),
  );
  const file: KafkaTopicsFile = {
    plimsoll: 1,
    topics: own.map((made) => ({
      topic: made.topic,
      name: made.name,
      ...(made.owner === undefined ? {} : { owner: made.owner }),
      ...(made.site === undefined ? {} : { site: made.site }),
      cluster: made.cluster,
      partitions: made.assignment.length,
      replication: made.assignment[0]?.length ?? 1,
      minInSyncReplicas: made.minInSyncReplicas,
      brokers: [...service.clusterOfTopic(made.topic).bootstrapFrom(site)],
    })),
  };
  await writeFile(service.topicsFileOf(site), `${JSON.stringify(file, null, 2)}\n`);
}

function hostsPath(directory: string, site: string): string {
  return join(directory, `hosts-${site}`);
}
