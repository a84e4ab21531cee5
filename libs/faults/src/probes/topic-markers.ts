import { setTimeout as sleep } from 'node:timers/promises';
import { Producer, stringSerializer } from '@platformatic/kafka';
import type { KafkaBroker, KafkaCluster } from '@plimsoll/testbed/services/kafka/kafka-service';
import type { Observation } from '../fault.ts';
import { observed } from '../observed.ts';

/** Records that the probe writes to one broker all the time, to see which of those once acknowledged are missing later. */
export interface TopicMarkers {
  acknowledged(): number;
  /** Stops writing, then looks until `withinMs`: seen when records once acknowledged are gone. */
  missing(withinMs: number, signal: AbortSignal): Promise<Observation>;
  close(): Promise<void>;
}

let turn = 0;

/**
 * Starts writing markers, about twenty a second, to a topic of the probe's own whose only replica is on that broker. It
 * knows nothing of copies: it only remembers what the broker said it has.
 */
export async function writeTopicMarkers(cluster: KafkaCluster, broker: KafkaBroker): Promise<TopicMarkers> {
  turn += 1;
  const topic = `plimsoll-marker-${broker.name}-${turn}`;
  await cluster.createTopic({ topic, assignment: [[broker.id]], minInSyncReplicas: 1 });
  await cluster.untilPartition(topic, 0, ({ leader }) => leader === broker.id, 20_000);
  let next = 0n;
  let stopped = false;
  let producer = producerOf(broker);
  const writing = (async () => {
    while (!stopped) {
      try {
        const { offsets } = await producer.send({
          acks: 1,
          messages: [{ topic, partition: 0, value: 'marker' }],
        });
        const last = offsets?.[0]?.offset;
        if (last !== undefined && last >= next) next = last + 1n;
      } catch {
        // Down. After an error nobody knows what the producer has sent: a new one is made.
        await producer.close(true).catch(() => undefined);
        if (!stopped) producer = producerOf(broker);
      }
      await sleep(50);
    }
  })();
  const stop = async (): Promise<void> => {
    stopped = true;
    await writing;
    await producer.close(true).catch(() => undefined);
  };
  return {
    acknowledged: () => Number(next),
    async missing(withinMs, signal) {
      stopped = true;
      const expected = next;
      await stop();
      return observed(withinMs, signal, async () => {
        const end = (await cluster.endOffsets(topic)).get(0);
        if (end === undefined) return { seen: false, words: `${topic} has no leader` };
        return {
          seen: end < expected,
          words:
            end < expected
              ? `${expected - end} of ${expected} marker records once acknowledged by ${broker.name} are gone`
              : `all ${expected} marker records once acknowledged by ${broker.name} are still there`,
        };
      });
    },
    async close() {
      await stop();
      await cluster.deleteTopic(topic).catch(() => undefined);
    },
  };
}

function producerOf(broker: KafkaBroker): Producer<string, string, string, string> {
  return new Producer({
    clientId: 'plimsoll-marker',
    bootstrapBrokers: [broker.probeAddress],
    serializers: {
      key: stringSerializer,
      value: stringSerializer,
      headerKey: stringSerializer,
      headerValue: stringSerializer,
    },
    autocreateTopics: false,
    retries: 0,
    connectTimeout: 1_000,
    requestTimeout: 2_000,
    timeout: 2_000,
  });
}
