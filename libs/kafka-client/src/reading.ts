import { setTimeout as sleep } from 'node:timers/promises';
import type { Consumer as KafkaConsumer, EachBatchPayload } from 'kafkajs';
import type { ConsumerSettings } from './consumer.ts';
import { firstToAnswer } from './first-to-answer.ts';
import { openKafka } from './open-kafka.ts';
import { readPositions } from './read-positions.ts';

/** One life of a client of kafkajs that reads. */
export interface Reading {
  /** Rejects when it ended by itself, or was seen to hang. */
  readonly ended: Promise<never>;
  readonly answeredAtMs: () => number;
  readonly caughtUp: () => boolean;
  readonly lag: () => number;
  /** Commits what is due and leaves the group, within a second. */
  readonly leave: () => Promise<void>;
  readonly cut: () => void;
}

/** Offsets are committed this often at most: each commit is a write of its own. */
const commitEveryMs = 250;

/** Joins the group and begins to read. @throws when no broker answers in time */
export async function openReading(settings: ConsumerSettings, signal: AbortSignal): Promise<Reading> {
  const { groupId, topics, stallMs = 6000, sessionMs = 6000 } = settings;
  const { brokers } = await firstToAnswer(settings.address, (client) => client.admin().connect());
  const address = { requestMs: stallMs / 2, ...settings.address, brokers, inOrder: true };
  const { kafka, cut } = openKafka(address);
  const consumer = kafka.consumer({
    groupId,
    sessionTimeout: sessionMs,
    rebalanceTimeout: sessionMs,
    heartbeatInterval: Math.floor(sessionMs / 5),
    maxWaitTimeInMs: 500,
    minBytes: 1,
    maxBytesPerPartition: 1024 * 1024,
    maxBytes: 4 * 1024 * 1024,
    allowAutoTopicCreation: false,
    readUncommitted: true,
    retry: { retries: 3, initialRetryTime: 100, restartOnFailure: () => Promise.resolve(false) },
  });
  let answeredAtMs = performance.now();
  let handling = 0;
  let end: (error: Error) => void = () => undefined;
  const ended = new Promise<never>((_, reject) => (end = reject));
  ended.catch(() => undefined);

  try {
    const positions = await limited(
      2 * stallMs,
      readPositions(kafka, groupId, topics),
      'brokers do not tell offsets',
    );
    for (const each of positions) {
      if (each.committed !== undefined && each.committed < each.low)
        settings.onGap({ topic: each.topic, partition: each.partition, from: each.committed, to: each.low });
    }
    const next = new Map(positions.map((each) => [`${each.topic}/${each.partition}`, each.start]));
    const high = new Map(positions.map((each) => [`${each.topic}/${each.partition}`, each.high]));
    const begun = new Set<string>();
    const due = new Map<string, { topic: string; partition: number; offset: string }>();

    const eachBatch = async (payload: EachBatchPayload): Promise<void> => {
      const { batch } = payload;
      const { topic, partition } = batch;
      const place = `${topic}/${partition}`;
      const records = batch.messages.map((each) => ({
        key: each.key?.toString() ?? '',
        value: each.value ?? Buffer.alloc(0),
        offset: BigInt(each.offset),
      }));
      const first = records[0];
      if (!first) return;
      // Within one life of a reader offsets follow each other. Where it begins is up to what was committed, which may be
      // newer than what was asked for above.
      const expected = begun.has(place) ? next.get(place) : undefined;
      if (expected !== undefined && first.offset > expected)
        settings.onGap({ topic, partition, from: expected, to: first.offset });
      begun.add(place);
      handling += 1;
      // The session must outlive a slow database.
      const beats = setInterval(() => void payload.heartbeat().catch(() => undefined), sessionMs / 5);
      try {
        await settings.onBatch({ topic, partition, records });
      } finally {
        clearInterval(beats);
        handling -= 1;
        answeredAtMs = performance.now();
      }
      const after = BigInt(batch.lastOffset()) + 1n;
      next.set(place, after);
      high.set(place, BigInt(batch.highWatermark));
      due.set(place, { topic, partition, offset: String(after) });
      payload.resolveOffset(batch.lastOffset());
    };
    const commit = async (): Promise<void> => {
      const offsets = [...due.values()];
      if (offsets.length === 0) return;
      due.clear();
      // A commit that fails costs nothing but reading again: the next one covers it.
      await consumer.commitOffsets(offsets).catch(() => undefined);
    };

    consumer.on('consumer.fetch', () => (answeredAtMs = performance.now()));
    consumer.on('consumer.crash', ({ payload }) => end(payload.error));
    consumer.on('consumer.stop', () => end(new Error('the consumer stopped')));
    await limited(2 * stallMs, begin(consumer, topics), 'brokers do not answer');
    // Resolves after the group is joined, which waits for the session of a member that died.
    await limited(
      sessionMs + 2 * stallMs,
      consumer.run({ autoCommit: false, partitionsConsumedConcurrently: 4, eachBatch }),
      'the group was not joined in time',
    );
    answeredAtMs = performance.now();
    void watch().catch(end);

    async function watch(): Promise<void> {
      while (!signal.aborted) {
        await sleep(commitEveryMs, undefined, { signal });
        const silentMs = performance.now() - answeredAtMs;
        if (handling === 0 && silentMs > stallMs)
          throw new Error(`no broker answered for ${Math.round(silentMs)} ms`);
        await limited(stallMs, commit(), 'offsets were not committed in time');
      }
    }
    const lag = (): number => {
      let sum = 0n;
      for (const [place, until] of high) {
        const behind = until - (next.get(place) ?? 0n);
        if (behind > 0n) sum += behind;
      }
      return Number(sum);
    };
    return {
      ended,
      answeredAtMs: () => (handling > 0 ? performance.now() : answeredAtMs),
      caughtUp: () => lag() === 0,
      lag,
      leave: async () => {
        const parting = commit().then(() => consumer.disconnect());
        await limited(1000, parting, 'the group was not left in time').catch(() => undefined);
      },
      cut,
    };
  } catch (error) {
    cut();
    throw error;
  }
}

async function begin(consumer: KafkaConsumer, topics: readonly string[]): Promise<void> {
  await consumer.connect();
  // Lost offsets mean from the start, never from the end (RG-04).
  await consumer.subscribe({ topics: [...topics], fromBeginning: true });
}

async function limited<Value>(limitMs: number, work: Promise<Value>, message: string): Promise<Value> {
  const over = new AbortController();
  work.catch(() => undefined);
  try {
    const late = sleep(limitMs, undefined, { signal: over.signal }).then(() => {
      throw new Error(message);
    });
    return await Promise.race([work, late]);
  } finally {
    over.abort();
  }
}
