import { Partitioners } from 'kafkajs';

/**
 * The partition of a key: murmur2, as Kafka's own clients do it, so that all of one key stand in one partition in the order
 * in which they were sent (RG-05). It depends on the number of partitions, which may therefore never change.
 */
export function partitionOf(key: string, partitions: number): number {
  const partitionMetadata = metadata[partitions] ?? (metadata[partitions] = metadataOf(partitions));
  return partitioner({ topic: '', partitionMetadata, message: { key, value: null } });
}

const partitioner = Partitioners.DefaultPartitioner();
type Metadata = Parameters<typeof partitioner>[0]['partitionMetadata'];
const metadata: Record<number, Metadata> = {};

function metadataOf(partitions: number): Metadata {
  return Array.from({ length: partitions }, (_, partitionId) => ({
    partitionId,
    leader: 0,
    isr: [],
    replicas: [],
    partitionErrorCode: 0,
  }));
}
