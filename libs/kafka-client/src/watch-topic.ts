import { setTimeout as sleep } from 'node:timers/promises';
import { firstToAnswer } from './first-to-answer.ts';
import { type KafkaAddress, type OpenKafka, openKafka } from './open-kafka.ts';

/** What the brokers say of a topic, asked again and again. */
export interface TopicWatch {
  /** Why a write would be refused or hang now; undefined when nothing speaks against it. */
  readonly trouble: () => string | undefined;
  readonly close: () => Promise<void>;
}

/** Without an answer for so long, brokers count as away. */
const silentMs = 2000;

/** Each partition has a leader and enough replicas in sync: without a write nothing else would show it (RG-16). */
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
    for (const { partitionId, leader, isr } of topics[0]?.partitions ?? []) {
      if (leader < 0) return `${topic}/${partitionId} has no leader`;
      if (isr.length < minInSyncReplicas)
        return `${topic}/${partitionId} has ${isr.length} replicas in sync, of ${minInSyncReplicas} that it needs`;
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
