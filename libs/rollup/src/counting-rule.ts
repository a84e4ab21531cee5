import type { ConfigurationRule } from '@plimsoll/interface/operator/configuration-rules';

/** A copied topic (or the own one) as the brokers have it: read from them, never from a file (RG-18). */
export interface TopicSetting {
  readonly topic: string;
  /** Replicas of each partition by site: `[{a: 1, b: 1}, …]`. */
  readonly replicasBySite: readonly Readonly<Record<string, number>>[];
  readonly minInSyncReplicas: number;
  readonly uncleanElection: boolean;
}

/** What an instance says it keeps to when a whole site is lost. */
export interface Claims {
  /** No acknowledged operation is lost. */
  readonly lossless: boolean;
  /** The rest goes on accepting. */
  readonly keepsAccepting: boolean;
}

/** An instance's settings beside its topics. */
export interface InstanceSetting {
  readonly ownTopic: string;
  readonly consumerGroup: string;
  readonly copiedTopics: readonly string[];
  /** Producer's acks; -1 is all. */
  readonly acks: number;
  /** Partitions that the configuration says, and that the broker has. */
  readonly partitions: { readonly configured: number; readonly actual: number };
  /** Topics whose order counts as a whole, with their partitions. */
  readonly orderedTopics: readonly { readonly topic: string; readonly partitions: number }[];
  /** Whether the broker makes topics that somebody asks for by mistake. */
  readonly autoCreate: boolean;
  /** Own topic and group of the operator's other instances, where known. */
  readonly others: readonly { readonly ownTopic: string; readonly consumerGroup: string }[];
}

/** A rule that is broken, and by what. */
export interface Refusal {
  readonly rule: ConfigurationRule;
  readonly detail: string;
}

/** Whether a topic can keep what is claimed of it when any one site is lost, partition by partition. */
export function judgeTopic(setting: TopicSetting, claims: Claims): readonly Refusal[] {
  const found = new Map<ConfigurationRule, Refusal>();
  const refuse = (rule: ConfigurationRule, detail: string): void => {
    if (!found.has(rule)) found.set(rule, { rule, detail: `${setting.topic}: ${detail}` });
  };
  const { minInSyncReplicas: least } = setting;
  if (setting.uncleanElection) refuse('UNCLEAN_ELECTION', 'it is on');
  for (const [partition, sites] of setting.replicasBySite.entries()) {
    const all = Object.values(sites).reduce((sum, count) => sum + count, 0);
    const most = Math.max(0, ...Object.values(sites));
    const numbers = `partition ${partition} has ${all} replicas, at most ${most} in one site, min.insync.replicas ${least}`;
    if (all < 2) refuse('SINGLE_REPLICA', numbers);
    if (least > all) refuse('MIN_ISR_ABOVE_REPLICAS', numbers);
    if (claims.lossless && !isLossless(most, least)) refuse('MIN_ISR_NOT_ABOVE_LARGEST_SITE', numbers);
    if (claims.keepsAccepting && !keepsAccepting(all, most, least)) refuse('REST_BELOW_MIN_ISR', numbers);
  }
  return [...found.values()];
}

/** Every acknowledged write is in a replica outside whichever site is lost. */
export function isLossless(mostInOneSite: number, minInSyncReplicas: number): boolean {
  return minInSyncReplicas > mostInOneSite;
}

/** The replicas outside whichever site is lost can still acknowledge. */
export function keepsAccepting(replicas: number, mostInOneSite: number, minInSyncReplicas: number): boolean {
  return replicas - mostInOneSite >= minInSyncReplicas;
}

/** What is wrong with an instance's own settings, whatever its topics are like. */
export function judgeInstance(setting: InstanceSetting, claims: Claims): readonly Refusal[] {
  const { ownTopic, consumerGroup, copiedTopics, partitions, others } = setting;
  const checks: readonly (readonly [ConfigurationRule, boolean, string])[] = [
    ['ACKS_NOT_ALL', claims.lossless && setting.acks !== -1, `acks is ${setting.acks}`],
    ['AUTO_CREATE', setting.autoCreate, 'it is on'],
    [
      'PARTITION_COUNT',
      partitions.configured !== partitions.actual,
      `${ownTopic} is configured with ${partitions.configured} partitions and has ${partitions.actual}`,
    ],
    ['OWN_TOPIC_COPIED', copiedTopics.includes(ownTopic), ownTopic],
    ['TOPIC_COPIED_TWICE', new Set(copiedTopics).size < copiedTopics.length, copiedTopics.join(', ')],
    ['TOPIC_SHARED', others.some((other) => other.ownTopic === ownTopic), ownTopic],
    ['GROUP_SHARED', others.some((other) => other.consumerGroup === consumerGroup), consumerGroup],
    ...setting.orderedTopics.map(
      ({ topic, partitions: count }) =>
        ['ORDERED_TOPIC_PARTITIONS', count !== 1, `${topic} has ${count} partitions`] as const,
    ),
  ];
  return checks.flatMap(([rule, broken, detail]) => (broken ? [{ rule, detail }] : []));
}
