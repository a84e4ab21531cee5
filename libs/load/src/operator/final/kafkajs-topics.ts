import { randomUUID } from 'node:crypto';
import { Kafka, logLevel } from 'kafkajs';
import type { ReadableTopic } from '../../client.ts';
import type { RawRecord, TopicClient } from './final-clients.ts';

const timeoutMs = 5_000;

/** The second observer's way to topics: kafkajs, as the only member of a group of its own, from the first offset. */
export class KafkajsTopics implements TopicClient {
  async read(
    { topic, brokers }: ReadableTopic,
    take: (record: RawRecord) => void,
  ): Promise<ReadonlyMap<number, number>> {
    const kafka = new Kafka({
      clientId: 'plimsoll-second',
      brokers: [...brokers],
      connectionTimeout: timeoutMs,
      requestTimeout: timeoutMs,
      retry: { retries: 5, initialRetryTime: 200 },
      logLevel: logLevel.NOTHING,
    });
    const admin = kafka.admin();
    const consumer = kafka.consumer({
      groupId: `plimsoll-second-${randomUUID()}`,
      maxWaitTimeInMs: 200,
      allowAutoTopicCreation: false,
      readUncommitted: true,
    });
    try {
      await admin.connect();
      const offsets = await admin.fetchTopicOffsets(topic);
      const ends = new Map(offsets.map(({ partition, high }) => [partition, Number(high)]));
      const open = new Map(
        offsets.flatMap(({ partition, low, high }) =>
          Number(low) < Number(high) ? [[partition, Number(high)] as const] : [],
        ),
      );
      if (open.size === 0) return ends;
      const { promise: all, resolve, reject } = Promise.withResolvers<void>();
      consumer.on(consumer.events.CRASH, ({ payload }) => reject(payload.error));
      await consumer.connect();
      await consumer.subscribe({ topics: [topic], fromBeginning: true });
      await consumer.run({
        autoCommit: false,
        partitionsConsumedConcurrently: 4,
        eachBatch: ({ batch }) => {
          const end = open.get(batch.partition);
          for (const { offset, key, value } of batch.messages) {
            if (end === undefined || Number(offset) >= end) continue;
            take({ partition: batch.partition, offset: Number(offset), key, value });
          }
          if (end !== undefined && Number(batch.lastOffset()) + 1 >= end) open.delete(batch.partition);
          if (open.size === 0) resolve();
          return Promise.resolve();
        },
      });
      await all;
      return ends;
    } finally {
      await Promise.allSettled([consumer.disconnect(), admin.disconnect()]);
    }
  }
}
