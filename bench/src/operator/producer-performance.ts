import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { findKafka } from '@plimsoll/testbed/services/kafka/find-kafka';

/**
 * Records a second as Kafka's own ProducerPerformance writes them with acks=all, from the jars of the brokers.
 *
 * @throws when it fails, or says no figure
 */
export async function producerPerformance(told: {
  readonly topic: string;
  readonly brokers: readonly string[];
  readonly records: number;
  readonly recordBytes: number;
}): Promise<number> {
  const { java, classpath } = findKafka();
  const { stdout } = await promisify(execFile)(java, [
    '-Xmx192m',
    '-XX:+UseSerialGC',
    '-cp',
    classpath,
    'org.apache.kafka.tools.ProducerPerformance',
    '--topic',
    told.topic,
    '--num-records',
    String(told.records),
    '--record-size',
    String(told.recordBytes),
    '--throughput',
    '-1',
    '--producer-props',
    `bootstrap.servers=${told.brokers.join(',')}`,
    'acks=all',
  ]);
  const last = stdout.trimEnd().split('\n').at(-1) ?? '';
  const perSecond = Number(/^\d+ records sent, ([0-9.]+) records\/sec/.exec(last)?.[1]);
  if (!(perSecond > 0)) throw new Error(`ProducerPerformance said no figure: ${last}`);
  return perSecond;
}
