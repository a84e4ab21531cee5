import { setTimeout as sleep } from 'node:timers/promises';
import { deleteGroupsV2, describeGroupsV5, leaveGroupV5, listGroupsV5 } from '@platformatic/kafka';
import { withBroker } from './broker-connection.ts';
import { coordinatorOf, type Brokers } from './group-offsets.ts';
import type { KafkaBroker } from './kafka-service.ts';

/** Members of the newer protocol cannot be put out: they are waited for. Their session is 45 s. */
const WITHIN_MS = 60_000;

/** All consumer groups: each broker knows those that it coordinates. */
export async function listGroups(running: readonly KafkaBroker[]): Promise<readonly string[]> {
  const found = await Promise.all(
    running.map(({ probeAddress }) =>
      withBroker(probeAddress, (connection) => listGroupsV5.api.async(connection, [], [])),
    ),
  );
  return [...new Set(found.flatMap(({ groups }) => groups.map(({ groupId }) => groupId)))].toSorted();
}

/** Puts out whoever is left in a group and deletes it. */
export async function deleteGroup(
  brokers: Brokers,
  running: readonly KafkaBroker[],
  group: string,
): Promise<void> {
  const { probeAddress } = await coordinatorOf(brokers, running, group);
  const deadline = performance.now() + WITHIN_MS;
  for (;;) {
    try {
      await withBroker(probeAddress, async (connection) => {
        const described = await describeGroupsV5.api.async(connection, [group], false).catch(() => undefined);
        const members = (described?.groups ?? []).flatMap((each) => each.members);
        if (members.length > 0) {
          await leaveGroupV5.api.async(
            connection,
            group,
            members.map(({ memberId, groupInstanceId }) => ({ memberId, groupInstanceId })),
          );
        }
        await deleteGroupsV2.api.async(connection, [group]);
      });
      return;
    } catch (error) {
      if (performance.now() > deadline) throw error;
      await sleep(200);
    }
  }
}
