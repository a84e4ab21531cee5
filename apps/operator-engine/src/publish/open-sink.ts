import { startProducer, type Producer } from '@plimsoll/kafka-client/producer';
import type { KafkaAddress } from '@plimsoll/kafka-client/open-kafka';

/** A topic of this engine, with one partition: one order. */
export function openSink(address: KafkaAddress, topic: string, deadlineMs: number): Producer {
  return startProducer({ address, topic, partitions: 1, deadlineMs });
}
