import { firstToAnswer } from './first-to-answer.ts';
import { type KafkaAddress, openKafka } from './open-kafka.ts';
import type { LaneDoor } from './lane.ts';

/** A partition of a topic in a cluster. */
export interface TopicPartition {
  readonly topic: string;
  readonly partition: number;
}

/**
 * Connects a producer (idempotent with acks -1, one request in flight) for one partition. It tries each request once: what to
 * make of an error is the lane's.
 *
 * @throws if no broker answers within the address's time-outs, or the partition has no leader
 */
export async function openLaneDoor(
  address: KafkaAddress,
  where: TopicPartition,
  { acks, attemptMs }: { readonly acks: -1 | 1; readonly attemptMs: number },
): Promise<LaneDoor> {
  const { topic, partition } = where;
  const { answer: leader, brokers } = await leaderOf(address, where);
  if (leader < 0) throw new Error(`${topic}/${partition} has no leader`);
  const { kafka, cut } = openKafka({ ...address, brokers, requestMs: attemptMs, inOrder: true });
  const producer = kafka.producer({
    // Kafka allows it with acks -1 only.
    idempotent: acks === -1,
    maxInFlightRequests: 1,
    allowAutoTopicCreation: false,
    createPartitioner: () => () => partition,
    // No retry inside kafkajs: it would hide an attempt that may have been appended behind a later definite refusal. Zero
    // is forbidden with `idempotent`; no number is less than NaN.
    retry: { retries: Number.NaN },
  });
  try {
    await within(address.requestMs ?? 2000, producer.connect(), 'no broker gave a producer id in time');
  } catch (error) {
    cut();
    throw error;
  }
  return {
    send: async (records) => {
      const answers = await producer.send({
        topic,
        acks,
        timeout: attemptMs,
        messages: records as { key: string; value: Buffer | string }[],
      });
      const base = answers.find((each) => each.partition === partition)?.baseOffset;
      if (base === undefined) throw new Error('the answer of the broker names no offset');
      return BigInt(base);
    },
    leaderMoved: async () => {
      const asked = address.brokers.map(async (broker) => {
        const { answer } = await leaderOf({ ...address, brokers: [broker] }, where);
        return answer >= 0 && answer !== leader ? true : Promise.reject(new Error('the same'));
      });
      return Promise.any(asked).catch(() => false);
    },
    cut,
  };
}

/** Node id of the leader, -1 where there is none, as the first of the brokers that answers says. */
function leaderOf(
  address: KafkaAddress,
  { topic, partition }: TopicPartition,
): Promise<{ readonly answer: number; readonly brokers: readonly string[] }> {
  return firstToAnswer(address, async (kafka) => {
    const admin = kafka.admin();
    await admin.connect();
    const { topics } = await admin.fetchTopicMetadata({ topics: [topic] });
    return topics[0]?.partitions.find((each) => each.partitionId === partition)?.leader ?? -1;
  });
}

async function within<Value>(limitMs: number, work: Promise<Value>, message: string): Promise<Value> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(message)), limitMs);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
    // Abandoned, not unheard: a rejection later must not end the process.
    work.catch(() => undefined);
  }
}
