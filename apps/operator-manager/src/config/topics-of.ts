import { readFileSync } from 'node:fs';
import { Ajv } from 'ajv';
import { KafkaTopicsFile, type KafkaTopic } from '@plimsoll/interface/operator/kafka-topics';
import { Problem } from '@plimsoll/interface/problem/problem';
import type { ConfigFile } from './config-file.ts';
import type { Config } from './config.ts';

type Own = NonNullable<NonNullable<ConfigFile['ha']>['kafka']>;

/**
 * All topics of an instance and their brokers: as the keys say, and where they are silent, as the topics file says: there
 * its own topic is the one with its name as owner, and its engine's are those of the owner with the same site and number.
 *
 * @throws Problem naming the key that is missing
 */
export function topicsOf(
  instance: string,
  kafka: NonNullable<ConfigFile['kafka']>,
  own: Own,
  file: KafkaTopicsFile | undefined,
): Pick<Config, 'kafka'> & {
  ha: Pick<Config['ha'], 'brokers' | 'ownTopic' | 'partitions' | 'consumerGroup' | 'copies'>;
} {
  const place = /-[^-]+-\d+$/.exec(instance)?.[0];
  const found = (name: string, isOwner: (owner: string) => boolean): KafkaTopic | undefined =>
    file?.topics.find((each) => each.name === name && each.owner !== undefined && isOwner(each.owner));
  const beside = (owner: string): boolean => place !== undefined && owner.endsWith(place);
  const pending = found('pending-operations', (owner) => owner === instance);
  const updates = found('batch-updates', beside);
  const invalid = found('invalid-operations', beside);
  const brokers = list(own.brokers) ?? pending?.brokers ?? ['localhost:9092'];
  const group = needed('ha.kafka.consumer_group_name', own.consumer_group_name);
  const named = own.pending_operations_replication_topics_to_copy;
  const copies = [
    ...(named ?? []).map((topic) => ({ topic, brokers })),
    ...(own.copy ?? []).map((each) => ({ topic: each.topic, brokers: list(each.brokers) ?? brokers })),
  ];
  const others = (file?.topics ?? []).filter(
    (each) => each.name === 'pending-operations' && each.owner !== undefined && each.owner !== instance,
  );
  return {
    kafka: {
      brokers: list(kafka.brokers) ?? updates?.brokers ?? ['localhost:9092'],
      // The documented defaults of manager and engine differ (RH-14), so there is none here.
      batchUpdatesTopic: needed('kafka.batch_updates_topic', kafka.batch_updates_topic ?? updates?.topic),
      invalidOperationsTopic: needed(
        'kafka.invalid_operations_topic',
        kafka.invalid_operations_topic ?? invalid?.topic,
      ),
      consumerGroup: kafka.invalid_operations_consumer_group_id ?? `${group}-engine`,
    },
    ha: {
      brokers,
      ownTopic: needed(
        'ha.kafka.pending_operations_replication_topic',
        own.pending_operations_replication_topic ?? pending?.topic,
      ),
      partitions: needed(
        'ha.kafka.pending_operations_replication_partitions',
        own.pending_operations_replication_partitions ?? pending?.partitions,
      ),
      consumerGroup: group,
      copies:
        named || own.copy ? copies : others.map(({ topic, brokers: theirs }) => ({ topic, brokers: theirs })),
    },
  };
}

/** Reads a topics file. @throws Problem when it cannot be read or is none */
export function readTopicsFile(path: string): KafkaTopicsFile {
  try {
    const value: unknown = JSON.parse(readFileSync(path, 'utf8'));
    const ajv = new Ajv();
    if (!ajv.validate(KafkaTopicsFile, value)) throw new Error(ajv.errorsText());
    return value as KafkaTopicsFile;
  } catch (error) {
    throw new Problem(
      `ha.kafka.topics_file ${path} cannot be used`,
      (error as Error).message,
      'give a file of the form in libs/interface/src/operator/kafka-topics.ts, or name the topics by key',
    );
  }
}

function list(brokers: string | readonly string[] | undefined): readonly string[] | undefined {
  return typeof brokers === 'string' ? brokers.split(',').map((each) => each.trim()) : brokers;
}

function needed<Value>(key: string, value: Value | undefined): Value {
  if (value !== undefined) return value;
  throw new Problem(`the key ${key} is missing`, 'it has no default', 'add it; --schema prints all keys');
}
