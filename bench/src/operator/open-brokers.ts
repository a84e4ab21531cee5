import { openTestbed } from '@plimsoll/testbed/open-testbed';
import type { KafkaCluster } from '@plimsoll/testbed/services/kafka/kafka-service';
import type { Testbed } from '@plimsoll/testbed/testbed';
import { join } from 'node:path';
import type { Bench } from '../row.ts';

/** Brokers on their sites and nothing else. */
export interface Brokers {
  readonly testbed: Testbed;
  readonly cluster: KafkaCluster;
}

/** One cluster over three sites, two brokers in the first: no subject takes part. Every byte between sites through Toxiproxy. */
export async function openBrokers({ say, scratch }: Bench): Promise<Brokers> {
  const testbed = await openTestbed({
    manifest: {
      plimsoll: 1,
      name: 'brokers',
      version: '1',
      system: 'operator',
      components: [],
      needs: [{ kind: 'kafka', topics: [] }],
      timers: {},
      bounds: { takeOverMs: 0, hostLostMs: 0, drainMs: 0, notReadyMs: 0, recoveryMs: 0 },
      capabilities: [],
    },
    manifestDirectory: import.meta.dirname,
    sites: ['a', 'b', 'c'],
    instances: {},
    postgres: 'single',
    kafka: { shape: 'stretched', brokers: { a: 2, b: 1, c: 1 } },
    clocks: false,
    members: [],
    logDirectory: join(scratch, 'logs'),
    onProgress: say,
  });
  const cluster = testbed.kafka?.clusters[0];
  if (cluster !== undefined) return { testbed, cluster };
  await testbed.close();
  throw new Error('a testbed without brokers');
}
