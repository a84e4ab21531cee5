import type { ClusterDescription } from '@plimsoll/kafka-client/describe-topics';
import { judgeInstance, judgeTopic } from '@plimsoll/rollup/counting-rule';
import type { Config } from './config.ts';

/** A rule that is broken, by its name, and by what. */
export interface BrokenRule {
  readonly rule: string;
  readonly detail: string;
}

/** What is refused of the configuration, on what the brokers say of the topics (RG-18). */
export type JudgeTopics = (
  config: Config,
  brokers: { readonly own: ClusterDescription; readonly engine: ClusterDescription },
) => readonly BrokenRule[];

/** The counting rule of libs/rollup, and that every topic is there. Values are those of the brokers, not those of a file. */
export const judgeTopics: JudgeTopics = ({ ha, kafka }, { own, engine }) => {
  const missing = [...new Set([...own.missing, ...engine.missing])];
  if (missing.length > 0)
    return missing.map((topic) => ({ rule: 'MISSING_TOPIC', detail: `${topic} is not there` }));
  const claims = {
    lossless: ha.claims.includes('lossless'),
    keepsAccepting: ha.claims.includes('keeps-accepting'),
  };
  const ownTopic = own.topics.find(({ topic }) => topic === ha.ownTopic);
  const ordered = [kafka.batchUpdatesTopic, kafka.invalidOperationsTopic];
  return [
    ...judgeInstance(
      {
        ownTopic: ha.ownTopic,
        consumerGroup: ha.consumerGroup,
        copiedTopics: ha.copies.map(({ topic }) => topic),
        acks: ha.acks === 'all' ? -1 : 1,
        partitions: { configured: ha.partitions, actual: ownTopic?.replicaRacks.length ?? 0 },
        orderedTopics: engine.topics
          .filter(({ topic }) => ordered.includes(topic))
          .map(({ topic, replicaRacks }) => ({ topic, partitions: replicaRacks.length })),
        autoCreate: own.autoCreate || engine.autoCreate,
        others: [],
      },
      claims,
    ),
    ...(ownTopic
      ? judgeTopic({ ...ownTopic, replicasBySite: ownTopic.replicaRacks.map(countBy) }, claims)
      : []),
  ];
};

function countBy(racks: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const rack of racks) counts[rack] = (counts[rack] ?? 0) + 1;
  return counts;
}
