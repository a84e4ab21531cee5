import { setTimeout as sleep } from 'node:timers/promises';
import type { Testbed } from '@plimsoll/testbed/testbed';
import { begin, finish } from './background.ts';
import type { FaultContext, Observation } from './fault.ts';
import { observed } from './observed.ts';
import { readServerIdentity } from './probes/server-identity.ts';
import { ask } from './probes/sql.ts';

/** What the loss of a site asks of the harness: promote the standby, let the primary go on alone, or nothing. */
export type DatabaseDuty = 'promote' | 'go on alone' | 'none';

const work = 'database duty';

/** Which duty the loss of that site would be. Without a standby there is none: the database comes back with its site. */
export function databaseDuty({ postgres }: Testbed, site: string): DatabaseDuty {
  if (postgres?.standbySite === undefined) return 'none';
  if (postgres.primarySite === site) return 'promote';
  return postgres.standbySite === site && postgres.mode === 'synchronous' ? 'go on alone' : 'none';
}

/**
 * Does the harness's duty for the database when a site is lost (design, "Who owns what"), `afterMs` later: the time
 * that an operator's own detection would take. Promoting is fence, promote, re-point; going on alone is to stop
 * waiting for a synchronous standby that is gone. In the background; `dutyDone` and `endDuty` wait for it.
 */
export function doDatabaseDuty(testbed: Testbed, duty: DatabaseDuty, afterMs: number): void {
  const { postgres } = testbed;
  if (postgres === undefined || duty === 'none') return;
  begin(testbed, work, async (signal) => {
    await sleep(afterMs, undefined, { signal });
    if (duty === 'promote') await postgres.failOver();
    else await postgres.goOnAlone?.();
  });
}

/** Waits until the duty is done and asks the server by SQL whether it shows: a primary that waits for nobody. */
export async function dutyDone(context: FaultContext): Promise<Observation> {
  const error = await finish(context.testbed, work, false);
  if (error !== undefined)
    return { seen: false, words: `the database could not be kept going: ${error.message}` };
  return observed(5_000, context.signal, async () => {
    const { postgres } = context.testbed;
    if (postgres === undefined) return { seen: false, words: 'no database' };
    const { inRecovery, timeline } = await readServerIdentity(postgres.probeUrl);
    const [row] = await ask(
      postgres.probeUrl,
      "select current_setting('synchronous_standby_names') as names",
    );
    const waitsFor = String(row?.['names']);
    return {
      seen: !inRecovery && waitsFor === '',
      words:
        `database in site ${postgres.primarySite}: ${inRecovery ? 'still a standby' : `primary on timeline ${timeline}`}, ` +
        `commits wait for ${waitsFor || 'nobody'}`,
    };
  });
}

/** Lets the duty come to its end, whatever it is, so that healing finds a settled database. */
export async function endDuty(testbed: Testbed): Promise<void> {
  await finish(testbed, work, false);
}
