import { findCoordinatorV6, listOffsetsV9, offsetDeleteV0, offsetFetchV9 } from '@platformatic/kafka';
import { bodyOf, withBroker } from './broker-connection.ts';
import type { KafkaBroker, PartitionState } from './kafka-service.ts';

/** What is needed of a cluster: its brokers by node id. */
export interface Brokers {
  broker(id: number): KafkaBroker;
}

const GROUP = 0;
/** "The offset after the last record." */
const LATEST = -1n;
const REQUEST_MS = 10_000;

/** What a group has committed for a topic, as its coordinator says. */
export async function committedOffsets(
  brokers: Brokers,
  running: readonly KafkaBroker[],
  group: string,
  topic: string,
  partitions: readonly number[],
): Promise<ReadonlyMap<number, bigint>> {
  const coordinator = await coordinatorOf(brokers, running, group);
  const { groups } = await withBroker(coordinator.probeAddress, (connection) =>
    offsetFetchV9.api.async(
      connection,
      [
        {
          groupId: group,
          memberId: null,
          memberEpoch: -1,
          topics: [{ name: topic, partitionIndexes: [...partitions] }],
        },
      ],
      false,
    ),
  );
  return new Map(
    groups
      .flatMap(({ topics }) => topics.flatMap((found) => found.partitions))
      .filter(({ committedOffset }) => committedOffset >= 0n)
      .map(({ partitionIndex, committedOffset }) => [partitionIndex, committedOffset]),
  );
}

/** Makes the coordinator forget what a group has committed for a topic. */
export async function deleteOffsets(
  brokers: Brokers,
  running: readonly KafkaBroker[],
  group: string,
  topic: string,
  partitions: readonly number[],
): Promise<void> {
  const coordinator = await coordinatorOf(brokers, running, group);
  await withBroker(coordinator.probeAddress, (connection) =>
    offsetDeleteV0.api.async(connection, group, [
      { name: topic, partitions: partitions.map((partitionIndex) => ({ partitionIndex })) },
    ]),
  );
}

/** The first offset not yet written of each partition that has a leader, asked of that leader. */
export async function endOffsets(
  brokers: Brokers,
  states: readonly PartitionState[],
): Promise<ReadonlyMap<number, bigint>> {
  const found = await Promise.all(
    states.map(async ({ topic, partition, leader }) => {
      if (leader === undefined) return [];
      const { topics } = await withBroker(brokers.broker(leader).probeAddress, (connection) =>
        listOffsetsV9.api.async(connection, -1, 0, [
          {
            name: topic,
            partitions: [{ partitionIndex: partition, currentLeaderEpoch: -1, timestamp: LATEST }],
          },
        ]),
      );
      return topics.flatMap((each) => each.partitions.map(({ offset }) => [partition, offset] as const));
    }),
  );
  return new Map(found.flat());
}

/** The broker that keeps a group, asked of those that run. */
export async function coordinatorOf(
  brokers: Brokers,
  running: readonly KafkaBroker[],
  group: string,
): Promise<KafkaBroker> {
  let last: unknown = new Error('no broker runs');
  for (const { probeAddress } of running) {
    try {
      const { coordinators } = await withBroker(
        probeAddress,
        (connection) => findCoordinatorV6.api.async(connection, GROUP, [group]),
        REQUEST_MS,
      );
      const id = coordinators[0]?.nodeId;
      if (id !== undefined && id >= 0) return brokers.broker(id);
    } catch (error) {
      if (bodyOf(error) !== undefined) throw error;
      last = error;
    }
  }
  throw last;
}
