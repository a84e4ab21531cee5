import type { Kafka } from 'kafkajs';

/** Where a group stands in a partition. */
export interface Position {
  readonly topic: string;
  readonly partition: number;
  /** The oldest record that is still there. */
  readonly low: bigint;
  /** One above the newest. */
  readonly high: bigint;
  /** What the group committed: the next record to read; undefined if it never did or its offsets are gone. */
  readonly committed: bigint | undefined;
  /** Where reading will begin. */
  readonly start: bigint;
}

/** Reads a group's offsets and the ends of the topics. */
export async function readPositions(
  kafka: Kafka,
  groupId: string,
  topics: readonly string[],
): Promise<Position[]> {
  const admin = kafka.admin();
  await admin.connect();
  try {
    const committed = new Map<string, bigint>();
    for (const { topic, partitions } of await admin.fetchOffsets({ groupId, topics: [...topics] })) {
      for (const { partition, offset } of partitions)
        if (BigInt(offset) >= 0n) committed.set(`${topic}/${partition}`, BigInt(offset));
    }
    const found: Position[] = [];
    for (const topic of topics) {
      for (const each of await admin.fetchTopicOffsets(topic)) {
        const low = BigInt(each.low);
        const high = BigInt(each.high);
        const at = committed.get(`${topic}/${each.partition}`);
        // kafkajs begins at the oldest record where the committed one is not there.
        const start = at !== undefined && at >= low && at <= high ? at : low;
        found.push({ topic, partition: each.partition, low, high, committed: at, start });
      }
    }
    return found;
  } finally {
    await admin.disconnect();
  }
}
