import Type from 'typebox';

/** A topic as it stands in the brokers, and how this site reaches it. */
export const KafkaTopic = Type.Object(
  {
    /** The topic's name in Kafka: `<name>-<owner>`, or `<name>` where nobody owns it. */
    topic: Type.String(),
    /** The name under `needs` of the manifest: what kind of topic it is. */
    name: Type.String(),
    /** The instance that alone writes it; left out for a topic of the whole subject. */
    owner: Type.Optional(Type.String()),
    /** The owner's site. */
    site: Type.Optional(Type.String()),
    /** The cluster that holds it: a site's name, or `all` for the one cluster. */
    cluster: Type.String(),
    partitions: Type.Integer({ minimum: 1 }),
    /** Replicas of each partition, as read back from the brokers. */
    replication: Type.Integer({ minimum: 1 }),
    /** The topic's `min.insync.replicas`, as read back from the brokers when it was made. */
    minInSyncReplicas: Type.Integer({ minimum: 1 }),
    /** `host:port` of every broker of that cluster as seen from this site, those of this site first. */
    brokers: Type.Array(Type.String(), { minItems: 1 }),
  },
  { additionalProperties: false },
);
export type KafkaTopic = Type.Static<typeof KafkaTopic>;

/**
 * The file behind {{needs.kafka.topics}}: all topics of the manifest's Kafka need, one file a site. An instance finds its
 * own topic by `name` and `owner` (its {{instance}}), and what to copy by `name` and another `owner`. Written once, before
 * any instance starts; the brokers are what counts when they disagree (facts/rollup.md, "The counting rule": read the
 * values from the brokers, not from the file).
 */
export const KafkaTopicsFile = Type.Object(
  { plimsoll: Type.Literal(1), topics: Type.Array(KafkaTopic) },
  { additionalProperties: false },
);
export type KafkaTopicsFile = Type.Static<typeof KafkaTopicsFile>;
