import { setTimeout as sleep } from 'node:timers/promises';
import type { Testbed } from '@plimsoll/testbed/testbed';
import { begin, finish } from './background.ts';
import type { FaultContext, Observation } from './fault.ts';
import { observed } from './observed.ts';
import { readServerIdentity } from './probes/server-identity.ts';

const work = 'promotion';

/** Whether losing that site makes the harness promote: it holds the primary, and another site a standby. */
export function wouldPromote({ postgres }: Testbed, site: string): boolean {
  return (
    postgres?.primarySite === site && postgres.standbySite !== undefined && postgres.standbySite !== site
  );
}

/**
 * The harness's duty when the primary's site is lost (design, "Who owns what"): after `afterMs`, the time that
 * an operator's own detection would take, fence the old primary, promote the standby, re-point every route. Goes
 * on in the background; `promoted` and `endPromotion` wait for it.
 */
export function promoteElsewhere(testbed: Testbed, site: string, afterMs: number): void {
  if (!wouldPromote(testbed, site)) return;
  begin(testbed, work, async (signal) => {
    await sleep(afterMs, undefined, { signal });
    await testbed.postgres?.failOver();
  });
}

/** Waits for a promotion under way and asks the new primary by SQL whether it is one. */
export async function promoted(context: FaultContext): Promise<Observation> {
  const error = await finish(context.testbed, work, false);
  if (error !== undefined) return { seen: false, words: `the promotion failed: ${error.message}` };
  return observed(5_000, context.signal, async () => {
    const { postgres } = context.testbed;
    if (postgres === undefined) return { seen: false, words: 'no database' };
    const { inRecovery, timeline } = await readServerIdentity(postgres.probeUrl);
    return {
      seen: !inRecovery,
      words: `database in site ${postgres.primarySite}: ${inRecovery ? 'still a standby' : `primary on timeline ${timeline}`}`,
    };
  });
}

/** Lets a promotion under way come to its end, whatever it is, so that healing finds a settled database. */
export async function endPromotion(testbed: Testbed): Promise<void> {
  await finish(testbed, work, false);
}
