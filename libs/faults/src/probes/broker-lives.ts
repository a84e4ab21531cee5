import { metadataV12 } from '@platformatic/kafka';
import { withBroker } from '@plimsoll/testbed/services/kafka/broker-connection';
import type { KafkaBroker } from '@plimsoll/testbed/services/kafka/kafka-service';
import type { Observation } from '../fault.ts';

/** Seen when a broker answers by itself and is a live member of its cluster. */
export async function brokerLives({ name, id, cluster, probeAddress }: KafkaBroker): Promise<Observation> {
  try {
    const { brokers } = await withBroker(probeAddress, (connection) =>
      metadataV12.api.async(connection, [], false, false),
    );
    const seen = brokers.some(({ nodeId }) => nodeId === id);
    return { seen, words: `${name} answers and is ${seen ? 'a' : 'no'} live member of cluster ${cluster}` };
  } catch (error) {
    return { seen: false, words: `${name}: ${error instanceof Error ? error.message : String(error)}` };
  }
}

/** The same of several. */
export async function brokersLive(brokers: readonly KafkaBroker[]): Promise<Observation> {
  const found = await Promise.all(brokers.map((broker) => brokerLives(broker)));
  const words = found.map((each) => each.words).join('; ') || 'there are no brokers';
  return { seen: found.every(({ seen }) => seen), words };
}
