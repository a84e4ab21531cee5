import type { KafkaService } from '@plimsoll/testbed/services/kafka/kafka-service';

/** What groups have committed for the testbed's topics, one line each: `group topic-partition: offset`. */
export async function readCommits({ clusters, topics }: KafkaService): Promise<readonly string[]> {
  const found = await Promise.all(
    clusters.map(async (cluster) => {
      const groups = await cluster.groups();
      const pairs = groups.flatMap((group) =>
        topics.filter((made) => made.cluster === cluster.name).map(({ topic }) => ({ group, topic })),
      );
      return Promise.all(
        pairs.map(async ({ group, topic }) => {
          const committed = await cluster.committedOffsets(group, topic);
          return [...committed].map(([partition, offset]) => `${group} ${topic}-${partition}: ${offset}`);
        }),
      );
    }),
  );
  return found.flat(2);
}
