import kafkajs from 'kafkajs';
import { type KafkaAddress, openKafka } from './open-kafka.ts';

/** A topic as the brokers describe it: what counts, whatever a file says (RG-18). */
export interface TopicDescription {
  readonly topic: string;
  /** Racks of the brokers that hold each partition, by partition; the rack is the site. Empty where a broker names none. */
  readonly replicaRacks: readonly (readonly string[])[];
  readonly minInSyncReplicas: number;
  readonly uncleanElection: boolean;
}

/** A cluster's topics, as far as asked for. */
export interface ClusterDescription {
  readonly topics: readonly TopicDescription[];
  /** Asked for and not there. */
  readonly missing: readonly string[];
  /** Whether brokers make topics that somebody names by mistake. */
  readonly autoCreate: boolean;
}

/** Asks the brokers of a cluster about topics. @throws when none answers in time */
export async function describeTopics(
  address: KafkaAddress,
  topics: readonly string[],
  withinMs = 5000,
): Promise<ClusterDescription> {
  const { kafka, cut } = openKafka(address);
  const admin = kafka.admin();
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(
      () => reject(new Error(`brokers ${address.brokers.join(', ')} do not answer`)),
      withinMs,
    );
  });
  const ask = async (): Promise<ClusterDescription> => {
    await admin.connect();
    const there = new Set(await admin.listTopics());
    const wanted = topics.filter((topic) => there.has(topic));
    const metadata =
      wanted.length === 0 ? { topics: [] } : await admin.fetchTopicMetadata({ topics: wanted });
    const { brokers } = await admin.describeCluster();
    const [brokerConfig, topicConfig] = await Promise.all([
      admin.describeConfigs({
        includeSynonyms: false,
        resources: brokers.map(({ nodeId }) => ({
          type: kafkajs.ConfigResourceTypes.BROKER,
          name: String(nodeId),
          configNames: ['broker.rack', 'auto.create.topics.enable'],
        })),
      }),
      admin.describeConfigs({
        includeSynonyms: false,
        resources: wanted.map((name) => ({
          type: kafkajs.ConfigResourceTypes.TOPIC,
          name,
          configNames: ['min.insync.replicas', 'unclean.leader.election.enable'],
        })),
      }),
    ]);
    const setting = (config: typeof brokerConfig, resource: string, name: string): string | undefined =>
      config.resources
        .find(({ resourceName }) => resourceName === resource)
        ?.configEntries.find(({ configName }) => configName === name)?.configValue ?? undefined;
    return {
      missing: topics.filter((topic) => !there.has(topic)),
      autoCreate: brokers.some(
        ({ nodeId }) => setting(brokerConfig, String(nodeId), 'auto.create.topics.enable') === 'true',
      ),
      topics: metadata.topics.map(({ name, partitions }) => ({
        topic: name,
        replicaRacks: partitions
          .toSorted((one, other) => one.partitionId - other.partitionId)
          .map(({ replicas }) =>
            replicas.map((node) => setting(brokerConfig, String(node), 'broker.rack') ?? ''),
          ),
        minInSyncReplicas: Number(setting(topicConfig, name, 'min.insync.replicas') ?? 1),
        uncleanElection: setting(topicConfig, name, 'unclean.leader.election.enable') === 'true',
      })),
    };
  };
  const asked = ask();
  asked.catch(() => undefined);
  try {
    return await Promise.race([asked, late]);
  } finally {
    clearTimeout(timer);
    cut();
  }
}
