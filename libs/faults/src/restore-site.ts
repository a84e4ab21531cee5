import type { Testbed } from '@plimsoll/testbed/testbed';
import { endDuty } from './database-duty.ts';
import { startAgain } from './start-again.ts';
import { linksOf } from './targets/sites.ts';

/** How long brokers of a site that comes back may take to be live again. */
const QUORUM_MS = 30_000;

/**
 * Brings a lost site back: its links, then its database servers (as a fresh standby, if it is not the primary now) and its
 * brokers, then its instances all at once. Safe to call in whatever state an injection left it.
 */
export async function restoreSite(testbed: Testbed, site: string): Promise<void> {
  await endDuty(testbed);
  await Promise.all(linksOf(testbed, site).map((link) => link.heal()));
  await Promise.all([restoreDatabases(testbed, site), restoreBrokers(testbed, site)]);
  const instances = testbed.instances.filter((instance) => instance.site === site);
  await Promise.all(instances.map((instance) => startAgain(instance)));
}

/** Instances are not started over brokers that do not answer yet; a cluster that lacks its quorum is not waited for. */
async function restoreBrokers({ kafka }: Testbed, site: string): Promise<void> {
  const brokers = kafka?.brokersIn(site) ?? [];
  await Promise.all(
    brokers.map(async (broker) => {
      await startAgain(broker);
      await broker.ready(QUORUM_MS).catch(() => undefined);
    }),
  );
}

/** Of all databases, also where each site has one of its own. */
async function restoreDatabases({ databases, postgres }: Testbed, site: string): Promise<void> {
  const all = databases ?? (postgres === undefined ? [] : [postgres]);
  await Promise.all(
    all.map(async (database) => {
      if (database.primarySite === site) await startAgain(database.primary);
      if (database.mode !== 'single' && database.standby?.state !== 'running')
        await database.rebuildStandby();
    }),
  );
}
