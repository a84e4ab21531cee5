import type { KafkaBroker, KafkaCluster, KafkaService } from '@plimsoll/testbed/services/kafka/kafka-service';
import type { Testbed } from '@plimsoll/testbed/testbed';
import type { Target } from '../fault.ts';

type Targets = readonly Target[] | { readonly notAvailable: string };

const none = { notAvailable: 'the subject needs no Kafka' } as const;

/** One target for each broker: `broker:<name>`. It touches no instance: what the instances do meanwhile is the figure. */
export function brokerTargets({ kafka }: Testbed): Targets {
  if (kafka === undefined) return none;
  return kafka.brokers.map(({ name }) => ({ name: `broker:${name}`, touches: [name] }));
}

/** One target for each cluster, `controller:<cluster>`: which broker it is, is asked when it is due. */
export function controllerTargets({ kafka }: Testbed): Targets {
  if (kafka === undefined) return none;
  return kafka.clusters.map(({ name }) => ({
    name: `controller:${name}`,
    touches: [`controller of ${name}`],
  }));
}

/** One target for each topic that has replicas in several sites: `topic:<topic>`. */
export function replicatedTopics({ kafka }: Testbed): Targets {
  if (kafka === undefined) return none;
  const spread = kafka.topics.filter(({ cluster, assignment }) => {
    const brokers = kafka.clusters.find(({ name }) => name === cluster)?.brokers ?? [];
    return assignment.every(
      (ids) => new Set(brokers.filter(({ id }) => ids.includes(id)).map(({ site }) => site)).size > 1,
    );
  });
  if (spread.length === 0) return { notAvailable: 'no topic has replicas in several sites' };
  return spread.map(({ topic }) => ({ name: `topic:${topic}`, touches: [topic] }));
}

/** All consumer groups together, one target: `groups`. It touches every instance that may consume. */
export function groupTargets({ kafka, instances }: Testbed): Targets {
  if (kafka === undefined) return none;
  const touched = instances.filter(({ serves }) => serves !== 'gateway').map(({ name }) => name);
  return [{ name: 'groups', touches: touched }];
}

/** Kafka of a testbed. Throws when there is none. */
export function kafkaOf({ kafka }: Testbed): KafkaService {
  if (kafka === undefined) throw new Error('this testbed has no Kafka');
  return kafka;
}

/** The broker that a target names after the colon. */
export function brokerOf(testbed: Testbed, target: Target): KafkaBroker {
  const found = kafkaOf(testbed).brokers.find(({ name }) => `broker:${name}` === target.name);
  if (found === undefined) throw new Error(`no ${target.name} on this testbed`);
  return found;
}

/** The cluster that a target names after the colon. */
export function clusterOf(testbed: Testbed, name: string): KafkaCluster {
  const found = kafkaOf(testbed).clusters.find((cluster) => cluster.name === name);
  if (found === undefined) throw new Error(`no Kafka cluster ${name} on this testbed`);
  return found;
}
