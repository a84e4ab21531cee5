import { type Consumer, type ConsumerSettings, startConsumer } from '@plimsoll/kafka-client/consumer';
import { openKafka } from '@plimsoll/kafka-client/open-kafka';

/** What a reader says of itself before it reads. */
const notYet = {
  caughtUp: false,
  wasCaughtUp: false,
  lag: 0,
  silentMs: Infinity,
  trouble: 'not started yet',
} as const;

/** The sound reader, but where a group has no offset it is given that of the end first. */
export function startFromLatest(settings: ConsumerSettings): Consumer {
  let consumer: Consumer | undefined;
  let closed = false;
  const begin = async (): Promise<void> => {
    while (!closed) {
      try {
        await jumpToEnd(settings);
        break;
      } catch {
        // No broker answers yet: the next question waits for it itself.
      }
    }
    if (!closed) consumer = startConsumer(settings);
  };
  void begin();
  return {
    state: () => consumer?.state() ?? notYet,
    close: async () => {
      closed = true;
      await consumer?.close();
    },
  };
}

async function jumpToEnd({ address, groupId, topics }: ConsumerSettings): Promise<void> {
  const { kafka, cut } = openKafka(address);
  const admin = kafka.admin();
  try {
    await admin.connect();
    for (const { topic, partitions } of await admin.fetchOffsets({ groupId, topics: [...topics] })) {
      if (partitions.some(({ offset }) => offset !== '-1')) continue;
      const ends = await admin.fetchTopicOffsets(topic);
      await admin.setOffsets({
        groupId,
        topic,
        partitions: ends.map(({ partition, high }) => ({ partition, offset: high })),
      });
    }
    await admin.disconnect();
  } finally {
    cut();
  }
}
