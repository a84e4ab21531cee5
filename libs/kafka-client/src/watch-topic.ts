import { setTimeout as sleep } from 'node:timers/promises';
import kafkajs from 'kafkajs';
import { firstToAnswer } from './first-to-answer.ts';
import { type KafkaAddress, type OpenKafka, openKafka } from './open-kafka.ts';

/** What the brokers say of a topic, asked again and again. */
export interface TopicWatch {
  /** Why a write would be refused or hang now; undefined when nothing speaks against it. */
  readonly trouble: () => string | undefined;
  readonly close: () => Promise<void>;
}

/** Every so many looks the setting is read again: somebody may have raised it. */
const looksPerSetting = 10;
/** Without an answer for so long, brokers count as away. */
const silentMs = 2000;

/**
 * Each partition has a leader and enough replicas in sync: without a write nothing else would show it (RG-16). How many are enough is
 * read again when they are too few, since that is when somebody lowers it (the procedure after a lost site).
 *
 * @param minInSyncReplicas what it was at the start
 */
export function watchTopic(
  address: KafkaAddress,
  topic: string,
  minInSyncReplicas: number,
  intervalMs: number,
): TopicWatch {
  const stop = new AbortController();
  let trouble: string | undefined = 'not asked yet';
  let answeredAtMs = performance.now();
  let client: OpenKafka | undefined;
  let admin: ReturnType<OpenKafka['kafka']['admin']> | undefined;
  let least = minInSyncReplicas;
  let looks = 0;
  let reading = false;
  /** Beside the looks: a broker that does not answer this must not make a topic look silent. */
  const readLeast = async (asked: NonNullable<typeof admin>): Promise<void> => {
    if (reading) return;
    reading = true;
    try {
      const { resources } = await asked.describeConfigs({
        includeSynonyms: false,
        resources: [
          { type: kafkajs.ConfigResourceTypes.TOPIC, name: topic, configNames: ['min.insync.replicas'] },
        ],
      });
      least = Number(resources[0]?.configEntries[0]?.configValue ?? least);
    } catch {
      // The next look asks again.
    } finally {
      reading = false;
    }
  };
  const ask = async (): Promise<string | undefined> => {
    if (!admin) {
      const { brokers } = await firstToAnswer({ ...address, requestMs: silentMs }, (each) =>
        each.admin().connect(),
      );
      client = openKafka({ ...address, brokers, inOrder: true });
      admin = client.kafka.admin();
      await admin.connect();
    }
    const { topics } = await admin.fetchTopicMetadata({ topics: [topic] });
    const partitions = topics[0]?.partitions ?? [];
    looks += 1;
    if (looks % looksPerSetting === 0 || partitions.some(({ isr }) => isr.length < least))
      void readLeast(admin);
    for (const { partitionId, leader, isr } of partitions) {
      if (leader < 0) return `${topic}/${partitionId} has no leader`;
      if (isr.length < least)
        return `${topic}/${partitionId} has ${isr.length} replicas in sync, of ${least} that it needs`;
    }
    return undefined;
  };
  const late = async (): Promise<never> => {
    await sleep(silentMs, undefined, { ref: false });
    throw new Error('no broker answers');
  };
  const run = async (): Promise<void> => {
    while (!stop.signal.aborted) {
      try {
        const asked = ask();
        asked.catch(() => undefined);
        trouble = await Promise.race([asked, late()]);
        answeredAtMs = performance.now();
      } catch (error) {
        // A connection that broke is no news of the topic yet: the next broker may answer.
        if (performance.now() - answeredAtMs >= silentMs) trouble = (error as Error).message;
        client?.cut();
        client = admin = undefined;
      }
      await sleep(intervalMs, undefined, { signal: stop.signal }).catch(() => undefined);
    }
    client?.cut();
  };
  const running = run();
  return {
    trouble: () => trouble,
    close: async () => {
      stop.abort();
      client?.cut();
      await running;
    },
  };
}
