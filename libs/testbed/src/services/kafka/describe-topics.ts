import { metadataV12 } from '@platformatic/kafka';
import type { Address } from '../../testbed.ts';
import { bodyOf, withBroker } from './broker-connection.ts';
import type { PartitionState } from './kafka-service.ts';

/** What one broker believes of its cluster. */
export interface ClusterView {
  /** Node ids of brokers that are not fenced. */
  readonly live: readonly number[];
  readonly partitions: readonly PartitionState[];
}

/**
 * Asks one broker, straight, about many topics in one request: to watch them at a steady cost. What it says follows the
 * controller by milliseconds; it has to be alive and in touch with the quorum.
 */
export async function describeTopics(address: Address, topics: readonly string[]): Promise<ClusterView> {
  const reply = await withBroker(address, (connection) =>
    metadataV12.api.async(connection, [...topics], false, false).catch((error: unknown) => {
      // A partition without a leader is an error to the client, and an answer to us.
      const body = bodyOf<Awaited<ReturnType<typeof metadataV12.api.async>>>(error);
      if (body === undefined) throw error;
      return body;
    }),
  );
  return {
    live: reply.brokers.map(({ nodeId }) => nodeId),
    partitions: reply.topics.flatMap(({ name, partitions }) =>
      partitions.map((partition) => ({
        topic: name ?? '',
        partition: partition.partitionIndex,
        leader: partition.leaderId < 0 ? undefined : partition.leaderId,
        leaderEpoch: partition.leaderEpoch,
        replicas: partition.replicaNodes,
        inSync: partition.isrNodes,
      })),
    ),
  };
}
