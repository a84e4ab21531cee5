import type { Testbed } from '@plimsoll/testbed/testbed';
import { endDuty } from './database-duty.ts';
import { startAgain } from './start-again.ts';
import { linksOf } from './targets/sites.ts';

/**
 * Brings a lost site back: its links, then its database server (as a fresh standby, if it is not the primary now),
 * then its instances all at once. Safe to call in whatever state an injection left it.
 */
export async function restoreSite(testbed: Testbed, site: string): Promise<void> {
  await endDuty(testbed);
  await Promise.all(linksOf(testbed, site).map((link) => link.heal()));
  await restoreDatabase(testbed, site);
  const instances = testbed.instances.filter((instance) => instance.site === site);
  await Promise.all(instances.map((instance) => startAgain(instance)));
}

async function restoreDatabase({ postgres }: Testbed, site: string): Promise<void> {
  if (postgres === undefined) return;
  if (postgres.primarySite === site) await startAgain(postgres.primary);
  if (postgres.mode !== 'single' && postgres.standby?.state !== 'running') await postgres.rebuildStandby();
}
