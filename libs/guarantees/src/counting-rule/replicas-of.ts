import type { Scenario } from '@plimsoll/history/scenario';

/**
 * Replicas by site, and M, of a topic whose owner lives in a site, as the scenario plans them (history/scenario.ts says what is left out
 * means); undefined where it plans no brokers.
 */
export function replicasOf(
  topology: Scenario['topology'],
  home: string,
): { readonly replicas: Readonly<Record<string, number>>; readonly minInSync: number } | undefined {
  if (topology.kafka === 'none') return undefined;
  const { replication, minInSyncReplicas, assignment } = topology.kafkaTopics ?? {};
  const sites = [home, ...topology.sites.filter((site) => site !== home)];
  const count = replication ?? assignment?.length ?? Math.min(sites.length, 3);
  const replicas: Record<string, number> = {};
  for (let at = 0; at < count; at += 1) {
    const named = assignment?.[at % assignment.length] ?? sites[at % sites.length] ?? home;
    const site = named === 'home' ? home : named;
    replicas[site] = (replicas[site] ?? 0) + 1;
  }
  return { replicas, minInSync: minInSyncReplicas ?? Math.min(2, count) };
}

/** Whether the counting rule says that a topic of this site blocks while these sites are away: then nobody promises more. */
export function blocksByRule(topology: Scenario['topology'], home: string, lost: readonly string[]): boolean {
  const plan = replicasOf(topology, home);
  if (plan === undefined) return false;
  const left = Object.entries(plan.replicas)
    .filter(([site]) => !lost.includes(site))
    .reduce((sum, [, count]) => sum + count, 0);
  return left < plan.minInSync;
}
