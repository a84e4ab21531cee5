import kafkajs from 'kafkajs';
import { firstToAnswer } from './first-to-answer.ts';
import { type KafkaAddress, openKafka } from './open-kafka.ts';

/** What became of a topic's `min.insync.replicas`. */
export interface MinInSyncChange {
  readonly topic: string;
  readonly before: string;
  readonly after: string;
}

const setting = 'min.insync.replicas';
/** Where a value is the topic's own (ConfigSource of Kafka's DescribeConfigs). */
const ofTopic = 1;

/**
 * Sets `min.insync.replicas` of topics through whichever broker answers first. kafkajs knows only the request that replaces all settings of
 * a topic, so those that a topic has of its own are read before and given again.
 *
 * @throws when no broker answers within `requestMs`, or a topic is not there
 */
export async function setMinInSync(
  address: KafkaAddress,
  topics: readonly string[],
  replicas: number,
): Promise<readonly MinInSyncChange[]> {
  const type = kafkajs.ConfigResourceTypes.TOPIC;
  const { answer, brokers } = await firstToAnswer(address, async (kafka) => {
    const admin = kafka.admin();
    await admin.connect();
    const asked = topics.map((name) => ({ type, name }));
    return (await admin.describeConfigs({ includeSynonyms: false, resources: asked })).resources;
  });
  const { kafka, cut } = openKafka({ ...address, brokers, inOrder: true });
  try {
    const admin = kafka.admin();
    await admin.connect();
    await admin.alterConfigs({
      validateOnly: false,
      resources: answer.map(({ resourceName, configEntries }) => ({
        type,
        name: resourceName,
        configEntries: [
          ...configEntries.filter(isOwn).map(({ configName, configValue }) => ({
            name: configName,
            value: configValue,
          })),
          { name: setting, value: String(replicas) },
        ],
      })),
    });
  } finally {
    cut();
  }
  return answer.map(({ resourceName: topic, configEntries }) => ({
    topic,
    before: configEntries.find(({ configName }) => configName === setting)?.configValue ?? '',
    after: String(replicas),
  }));
}

/** Set for the topic itself, and not the one that is about to be. The types of kafkajs do not say where a value is from. */
function isOwn(entry: { readonly configName: string }): boolean {
  return (
    entry.configName !== setting && (entry as { readonly configSource?: number }).configSource === ofTopic
  );
}
