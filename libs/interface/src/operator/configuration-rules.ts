/**
 * Rules that topics or a configuration can break, so that an operator cannot keep what it promises: it refuses to start and names them
 * (facts/rollup.md, "The counting rule"; RG-18, RG-05, RG-04).
 */
export const configurationRules = {
  MIN_ISR_NOT_ABOVE_LARGEST_SITE:
    'lossless needs min.insync.replicas above the most replicas in any one site (M > L)',
  REST_BELOW_MIN_ISR:
    'to keep accepting, the replicas outside any one site must reach min.insync.replicas (R - L >= M)',
  SINGLE_REPLICA: 'one replica is lost with its disk',
  MIN_ISR_ABOVE_REPLICAS: 'min.insync.replicas above the number of replicas refuses every write',
  UNCLEAN_ELECTION:
    'unclean.leader.election.enable lets a broker that misses acknowledged records become leader',
  ACKS_NOT_ALL: 'acks must be all: less is acknowledged before other replicas have the operation',
  AUTO_CREATE:
    'auto.create.topics.enable makes a missing topic with the broker’s defaults instead of failing',
  MISSING_TOPIC: 'a topic that is asked for is not there',
  PARTITION_COUNT:
    'the partition count is fixed for life: an account’s operations must stay in one partition',
  ORDERED_TOPIC_PARTITIONS: 'a topic whose order counts has one partition',
  OWN_TOPIC_COPIED: 'an instance does not copy its own topic',
  TOPIC_SHARED: 'each instance writes a topic of its own',
  GROUP_SHARED: 'each instance has a consumer group of its own',
  TOPIC_COPIED_TWICE: 'a topic is copied once',
} as const;
export type ConfigurationRule = keyof typeof configurationRules;
