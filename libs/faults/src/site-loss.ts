import type { FaultContext, Observation, Target } from './fault.ts';
import { observed } from './observed.ts';
import { allGone, allStartedAnew, census, type Census } from './probes/gone.ts';
import { brokersLive } from './probes/broker-lives.ts';
import { linkIsWhole } from './probes/canary.ts';
import { streamingStandby } from './probes/streaming-standby.ts';
import { databaseDuty, dutyDone, type DatabaseDuty } from './database-duty.ts';
import { linksOf, siteOf } from './targets/sites.ts';

/** A site's processes as /proc showed them before it was lost, and what the harness owes the database then. */
export interface SiteCensus {
  readonly processes: readonly Census[];
  readonly duty: DatabaseDuty;
}

/** Counts the processes of the site a target names. */
export function siteCensus({ testbed }: FaultContext, target: Target): SiteCensus {
  const site = siteOf(target);
  return {
    processes: testbed.processesIn(site).map((process) => census(process)),
    duty: databaseDuty(testbed, site),
  };
}

/** Seen when every process of the site is gone from /proc and, where it was due, the database goes on without it. */
export async function siteIsGone(context: FaultContext, before: SiteCensus): Promise<Observation> {
  const processes = await observed(3_000, context.signal, () => allGone(before.processes));
  if (!processes.seen || before.duty === 'none') return processes;
  const database = await dutyDone(context);
  return { seen: database.seen, words: `${processes.words}; ${database.words}` };
}

/** Seen when the site's instances and brokers run as new processes, its links carry bytes and the standby follows again. */
export async function siteIsBack(
  context: FaultContext,
  target: Target,
  before: SiteCensus | undefined,
): Promise<Observation> {
  const { testbed, signal } = context;
  const site = siteOf(target);
  const looks = [
    () =>
      allStartedAnew(
        [
          ...testbed.instances.filter((each) => each.site === site),
          ...(testbed.kafka?.brokersIn(site) ?? []),
        ],
        before?.processes ?? [],
      ),
    ...linksOf(testbed, site).map((link) => () => linkIsWhole(link)),
  ];
  const brokers = testbed.kafka?.brokersIn(site) ?? [];
  if (brokers.length > 0) looks.push(() => brokersLive(brokers));
  const { postgres } = testbed;
  if (postgres !== undefined && postgres.mode !== 'single') {
    looks.push(() => streamingStandby(postgres.probeUrl, postgres.mode === 'synchronous'));
  }
  const found = await Promise.all(looks.map((look) => observed(10_000, signal, look)));
  return { seen: found.every(({ seen }) => seen), words: found.map(({ words }) => words).join('; ') };
}
