import { randomUUID } from 'node:crypto';
import { openKafka, type KafkaAddress } from '@plimsoll/kafka-client/open-kafka';

/**
 * The last records of a topic with one partition, oldest first: what this engine published in an earlier life. The group that
 * kafkajs wants for reading is a new one each time and commits nothing.
 *
 * @param count at most so many; 0: only see that the topic is there
 * @throws when the brokers do not answer in time
 */
export async function readTail(
  address: KafkaAddress,
  topic: string,
  count: number,
  withinMs: number,
): Promise<string[]> {
  const { kafka, cut } = openKafka(address);
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`the end of ${topic} could not be read in time`)), withinMs);
  });
  const read = async (): Promise<string[]> => {
    const admin = kafka.admin();
    await admin.connect();
    const partitions = await admin.fetchTopicOffsets(topic);
    await admin.disconnect();
    // One partition keeps one order: with more, a manager would hear of batches as they come (RH-11).
    if (partitions.length !== 1) throw new Error(`${topic} has ${partitions.length} partitions instead of 1`);
    const [ends] = partitions;
    const low = Number(ends?.low ?? 0);
    const high = Number(ends?.high ?? 0);
    if (high === low || count === 0) return [];
    const from = Math.max(low, high - count);
    const consumer = kafka.consumer({ groupId: `${address.clientId}-tail-${randomUUID()}` });
    await consumer.connect();
    await consumer.subscribe({ topic, fromBeginning: true });
    const values: string[] = [];
    const whole = new Promise<void>((resolve) => {
      void consumer.run({
        autoCommit: false,
        eachBatch: ({ batch }) => {
          for (const { offset, value } of batch.messages)
            if (Number(offset) >= from) values.push(value?.toString() ?? '');
          if (Number(batch.lastOffset()) >= high - 1) resolve();
          return Promise.resolve();
        },
      });
    });
    consumer.seek({ topic, partition: 0, offset: String(from) });
    await whole;
    await consumer.disconnect();
    return values;
  };
  const reading = read();
  reading.catch(() => undefined);
  try {
    return await Promise.race([reading, late]);
  } finally {
    clearTimeout(timer);
    cut();
  }
}
