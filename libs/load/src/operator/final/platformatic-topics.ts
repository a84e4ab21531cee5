import { randomUUID } from 'node:crypto';
import { Consumer } from '@platformatic/kafka';
import type { ReadableTopic } from '../../client.ts';
import type { RawRecord, TopicClient } from './final-clients.ts';

const timeoutMs = 5_000;
const bytesPerFetch = 4 * 1024 * 1024;

/** The first observer's way to topics: @platformatic/kafka, fetches of its own from each leader, no group. */
export class PlatformaticTopics implements TopicClient {
  async read(
    { topic, brokers }: ReadableTopic,
    take: (record: RawRecord) => void,
  ): Promise<ReadonlyMap<number, number>> {
    const consumer = new Consumer({
      clientId: 'plimsoll-first',
      groupId: `plimsoll-first-${randomUUID()}`,
      bootstrapBrokers: [...brokers],
      connectTimeout: timeoutMs,
      requestTimeout: timeoutMs,
      timeout: timeoutMs,
      retries: 3,
      retryDelay: 500,
    });
    try {
      const metadata = await consumer.metadata({ topics: [topic] });
      const found = metadata.topics.get(topic);
      if (found === undefined) throw new Error(`no broker knows the topic ${topic}`);
      const [first, last] = await Promise.all([
        consumer.listOffsets({ topics: [topic], timestamp: -2n }),
        consumer.listOffsets({ topics: [topic], timestamp: -1n }),
      ]);
      const ends = new Map<number, number>();
      for (const [partition, { leader }] of found.partitions.entries()) {
        const end = last.get(topic)?.[partition] ?? 0n;
        const from = first.get(topic)?.[partition] ?? 0n;
        await readPartition(consumer, { node: leader, topicId: found.id, partition, from, end }, take);
        ends.set(partition, Number(end));
      }
      return ends;
    } finally {
      await consumer.close(true).catch(() => undefined);
    }
  }
}

interface PartitionRange {
  readonly node: number;
  readonly topicId: string;
  readonly partition: number;
  readonly from: bigint;
  readonly end: bigint;
}

async function readPartition(
  consumer: Consumer,
  { node, topicId, partition, from, end }: PartitionRange,
  take: (record: RawRecord) => void,
): Promise<void> {
  for (let next = from; next < end;) {
    const reply = await consumer.fetch({
      node,
      maxWaitTime: 200,
      minBytes: 1,
      maxBytes: bytesPerFetch,
      topics: [
        {
          topicId,
          partitions: [
            {
              partition,
              currentLeaderEpoch: -1,
              fetchOffset: next,
              lastFetchedEpoch: -1,
              partitionMaxBytes: bytesPerFetch,
            },
          ],
        },
      ],
    });
    const batches = reply.responses[0]?.partitions[0]?.records ?? [];
    const before = next;
    for (const batch of batches) {
      for (const { offsetDelta, key, value } of batch.records) {
        const offset = batch.firstOffset + BigInt(offsetDelta);
        // A batch comes whole, also where only its end was asked for.
        if (offset < before || offset >= end) continue;
        take({ partition, offset: Number(offset), key, value });
      }
      const behind = batch.firstOffset + BigInt(batch.lastOffsetDelta) + 1n;
      if (behind > next) next = behind;
    }
    if (next === before && batches.length === 0)
      throw new Error(`partition ${partition} gives nothing at offset ${next}, its end is ${end}`);
  }
}
