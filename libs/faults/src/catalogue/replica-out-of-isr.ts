import type { KafkaCluster, PartitionState } from '@plimsoll/testbed/services/kafka/kafka-service';
import type { Testbed } from '@plimsoll/testbed/testbed';
import type { Observation, Target } from '../fault.ts';
import { observed } from '../observed.ts';
import { replicationPaths } from '../probes/replication-paths.ts';
import { kafkaOf, replicatedTopics } from '../targets/kafka.ts';
import { watched } from '../watched.ts';

/** All replicas of a topic outside its leader's site pushed out of sync, by their replication path alone. */
export default watched({
  name: 'replica-out-of-isr',
  title: 'Replicas elsewhere out of sync',
  text:
    'The ways by which replicas of a topic fetch from each other across sites are cut, and nothing else: clients, controllers ' +
    'and heartbeats go on. Once something was written and `replica.lag.time.max.ms` is over, the replicas in other sites are ' +
    'out of sync and the topic is written in one site alone, or not at all if it asks for more replicas than that site has. ' +
    'What a lost site takes with it now is what the counting rule is about: compose with the loss of a site.',
  class: 'store',
  mode: 'replicas in sync shrunk to the site of the leader',
  source: 'facts/rollup.md RC-18, "How Kafka loses acknowledged writes" 2, "The counting rule"',
  parameters: { holdMs: 3_000, withinMs: 30_000 },
  targets: replicatedTopics,
  before: ({ testbed, signal }, target, { withinMs }) =>
    observed(Number(withinMs), signal, () => inSyncEverywhere(testbed, target)),
  async inject({ testbed }, target) {
    const { topic, cluster } = topicOf(testbed, target);
    for (const { partition } of await cluster.partitions(topic)) {
      await cluster.cutReplication(topic, partition);
    }
  },
  async bit({ testbed, signal }, target, { withinMs }, before) {
    if (!before.seen) return { seen: false, words: `out of sync before the fault: ${before.words}` };
    const { topic, cluster } = topicOf(testbed, target);
    const cut = await observed(2_000, signal, () => replicationPaths(cluster, topic, 'closed'));
    if (!cut.seen) return cut;
    const shrunk = await observed(Number(withinMs), signal, async () =>
      shown(cluster, await cluster.partitions(topic), ({ leader, inSync }) =>
        inSync.every((id) => leader !== undefined && cluster.broker(id).site === cluster.broker(leader).site),
      ),
    );
    return { seen: shrunk.seen, words: `${cut.words}; ${shrunk.words}` };
  },
  heal: ({ testbed }, target) => topicOf(testbed, target).cluster.mendReplication(),
  async healed({ testbed, signal }, target, { withinMs }) {
    const { topic, cluster } = topicOf(testbed, target);
    const open = await observed(5_000, signal, () => replicationPaths(cluster, topic, 'open'));
    if (!open.seen) return open;
    const whole = await observed(Number(withinMs), signal, () => inSyncEverywhere(testbed, target));
    return { seen: whole.seen, words: `${open.words}; ${whole.words}` };
  },
});

function topicOf(
  testbed: Testbed,
  target: Target,
): { readonly topic: string; readonly cluster: KafkaCluster } {
  const topic = target.name.slice('topic:'.length);
  const kafka = kafkaOf(testbed);
  const made = kafka.topics.find((each) => each.topic === topic);
  const cluster = kafka.clusters.find(({ name }) => name === made?.cluster);
  if (cluster === undefined) throw new Error(`no ${target.name} on this testbed`);
  return { topic, cluster };
}

async function inSyncEverywhere(testbed: Testbed, target: Target): Promise<Observation> {
  const { topic, cluster } = topicOf(testbed, target);
  return shown(
    cluster,
    await cluster.partitions(topic),
    ({ inSync, replicas }) => inSync.length === replicas.length,
  );
}

/** The brokers' own account, which knows nothing of proxies. */
function shown(
  cluster: KafkaCluster,
  states: readonly PartitionState[],
  holds: (state: PartitionState) => boolean,
): Observation {
  const words = states.map(
    ({ topic, partition, inSync, replicas }) =>
      `${topic}-${partition}: in sync ${inSync.map((id) => cluster.broker(id).name).join(', ') || 'none'} of ${replicas.length}`,
  );
  return { seen: states.length > 0 && states.every(holds), words: words.join('; ') || 'no such topic' };
}
