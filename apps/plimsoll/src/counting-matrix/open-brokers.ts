import { exitCodes, Problem } from '@plimsoll/interface/problem/problem';
import { clusterFeatures } from '@plimsoll/testbed/services/kafka/cluster-features';
import { openTestbed } from '@plimsoll/testbed/open-testbed';
import type { Testbed } from '@plimsoll/testbed/testbed';

/** Two sites with two brokers and one with one: every row of the matrix fits, and without any one site a majority of controllers is left. */
export const BROKERS_BY_SITE = { a: 2, b: 2, c: 1 } as const;
/** Shorter than the testbed's own, since the matrix waits for it in half of its rounds; Kafka's default is 30000. */
export const REPLICA_LAG_MS = 1_500;

const ELIGIBLE_LEADERS = 'eligible.leader.replicas.version';

/**
 * One stretched cluster over real links and nothing else: no subject takes part. It must have eligible leader replicas, since the
 * predictions are made for them; the brokers are asked.
 */
export async function openBrokers(
  logDirectory: string,
  onProgress: (words: string) => void,
): Promise<Testbed> {
  const testbed = await openTestbed({
    manifest: {
      plimsoll: 1,
      name: 'counting-rule',
      version: '1',
      system: 'operator',
      components: [],
      needs: [{ kind: 'kafka', topics: [] }],
      timers: {},
      bounds: { takeOverMs: 0, hostLostMs: 0, drainMs: 0, notReadyMs: 0, recoveryMs: 0 },
      capabilities: [],
    },
    manifestDirectory: import.meta.dirname,
    sites: Object.keys(BROKERS_BY_SITE),
    instances: {},
    postgres: 'single',
    kafka: { shape: 'stretched', brokers: BROKERS_BY_SITE, replicaLagMs: REPLICA_LAG_MS },
    clocks: false,
    members: [],
    logDirectory,
    onProgress,
  });
  try {
    await requireEligibleLeaders(testbed);
    return testbed;
  } catch (error) {
    await testbed.close();
    throw error;
  }
}

async function requireEligibleLeaders({ kafka }: Testbed): Promise<void> {
  const [first] = kafka?.brokers ?? [];
  const features = first === undefined ? undefined : await clusterFeatures(first.probeAddress);
  const level = features?.get(ELIGIBLE_LEADERS) ?? 0;
  if (level >= 1) return;
  throw new Problem(
    'these brokers have no eligible leader replicas',
    `the matrix predicts for ${ELIGIBLE_LEADERS} 1, the default of new clusters from Kafka 4.1, and they have ${level}`,
    'take the Kafka that the set-up resolves',
    exitCodes.prerequisite,
  );
}
