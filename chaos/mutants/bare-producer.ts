import { Kafka, logLevel, type KafkaConfig, type ProducerConfig } from 'kafkajs';
import { quietRequestQueue } from '@plimsoll/kafka-client/quiet-request-queue';
import type { Producer, ProducerSettings } from '@plimsoll/kafka-client/producer';

/** The keys that people set. */
export interface BareSettings {
  readonly client: Partial<KafkaConfig>;
  readonly producer: ProducerConfig;
}

/** kafkajs without the wrapper: one producer for life, its retries, its errors. What it throws is called unknown here. */
export function bareProducer(bare: BareSettings): (settings: ProducerSettings) => Producer {
  return ({ address, topic }) => {
    quietRequestQueue();
    const kafka = new Kafka({
      clientId: address.clientId,
      brokers: [...address.brokers],
      logLevel: logLevel.NOTHING,
      ...bare.client,
    });
    const producer = kafka.producer({ allowAutoTopicCreation: false, ...bare.producer });
    const connected = producer.connect();
    connected.catch(() => undefined);
    let pending = 0;
    return {
      send: async ({ key, value }) => {
        pending += 1;
        try {
          await connected;
          const [first] = await producer.send({ topic, acks: -1, messages: [{ key, value }] });
          return { outcome: 'ok', partition: first?.partition ?? 0, offset: BigInt(first?.baseOffset ?? 0) };
        } catch (error) {
          return { outcome: 'info', message: (error as Error).message };
        } finally {
          pending -= 1;
        }
      },
      pending: () => pending,
      stuckMs: () => 0,
      close: () => producer.disconnect(),
    };
  };
}
