import { fetchV12 } from '@platformatic/kafka';
import type { Address } from '../../testbed.ts';
import { withBroker } from './broker-connection.ts';

const MAX_BYTES = 4 * 1024 * 1024;

/** What a leader gives to consumers. */
export interface TopicContent {
  readonly values: readonly string[];
  /** First offset that consumers are not given yet. */
  readonly highWatermark: bigint;
}

/** All values of partition 0 that its leader gives to any consumer now, from the first to the high watermark, without a group. */
export async function readTopic(leader: Address, topic: string): Promise<TopicContent> {
  return withBroker(
    leader,
    async (connection) => {
      const values: string[] = [];
      for (let offset = 0n; ;) {
        const reply = await fetchV12.api.async(
          connection,
          0,
          0,
          MAX_BYTES,
          0,
          0,
          -1,
          // The name goes where later versions have the topic's id.
          [
            {
              topicId: topic,
              partitions: [
                {
                  partition: 0,
                  currentLeaderEpoch: -1,
                  fetchOffset: offset,
                  lastFetchedEpoch: -1,
                  partitionMaxBytes: MAX_BYTES,
                },
              ],
            },
          ],
          [],
          '',
        );
        const found = reply.responses[0]?.partitions[0];
        if (found === undefined) throw new Error(`no partition 0 of ${topic} in the leader's answer`);
        const { highWatermark } = found;
        const before = offset;
        for (const { firstOffset, lastOffsetDelta, records } of found.records ?? []) {
          // A batch is given whole, also where it begins before the offset asked for.
          for (const record of records) {
            const at = firstOffset + BigInt(record.offsetDelta);
            if (at >= before && at < highWatermark) values.push(record.value?.toString() ?? '');
          }
          offset = firstOffset + BigInt(lastOffsetDelta) + 1n;
        }
        if (offset >= highWatermark) return { values, highWatermark };
        if (offset === before) throw new Error(`${topic} gives nothing from offset ${offset} on`);
      }
    },
    10_000,
  );
}
