/**
 * What an error of a produce request says: `elsewhere`: nothing appended, ask who leads now and try again;
 * `too-few-replicas`: nothing appended, the leader lacks replicas; `refused`: nothing appended, never will be;
 * `unknown`: it may have been appended.
 */
export type SendErrorMeaning = 'elsewhere' | 'too-few-replicas' | 'refused' | 'unknown';

/** Error types of the protocol that a leader answers *before* it appends. All others are unknown (G12). */
const meanings: Readonly<Record<string, SendErrorMeaning>> = {
  NOT_ENOUGH_REPLICAS: 'too-few-replicas',
  NOT_LEADER_FOR_PARTITION: 'elsewhere',
  LEADER_NOT_AVAILABLE: 'elsewhere',
  UNKNOWN_TOPIC_OR_PARTITION: 'elsewhere',
  MESSAGE_TOO_LARGE: 'refused',
  RECORD_LIST_TOO_LARGE: 'refused',
  INVALID_REQUIRED_ACKS: 'refused',
  INVALID_TOPIC_EXCEPTION: 'refused',
  TOPIC_AUTHORIZATION_FAILED: 'refused',
  CLUSTER_AUTHORIZATION_FAILED: 'refused',
};

/** Names of errors of kafkajs that arise before a produce request is written. */
const unsent = new Set([
  'KafkaJSMetadataNotLoaded',
  'KafkaJSTopicMetadataNotLoaded',
  'KafkaJSBrokerNotFound',
]);

/** Judges an error of ONE attempt at ONE partition; kafkajs must not have retried behind it (trap K1 of facts/rollup.md). */
export function judgeSendError(error: unknown): SendErrorMeaning {
  // kafkajs wraps the answer of the broker, sometimes twice.
  for (
    let each: unknown = error, depth = 0;
    each instanceof Error && depth < 5;
    each = each.cause, depth += 1
  ) {
    const type = (each as { type?: unknown }).type;
    if (typeof type === 'string') return meanings[type] ?? 'unknown';
    if (unsent.has(each.name)) return 'elsewhere';
  }
  return 'unknown';
}
