import { databaseDuty, doDatabaseDuty } from '../database-duty.ts';
import { restoreSite } from '../restore-site.ts';
import { siteCensus, siteIsBack, siteIsGone } from '../site-loss.ts';
import { siteOf, siteTargets } from '../targets/sites.ts';
import { watched } from '../watched.ts';

/** All processes of a site killed, its database too: connections close. */
export default watched({
  name: 'site-dead',
  title: 'Site lost: dead',
  text:
    'SIGKILL to every process of a site, its database server too. Connections close, so that the other sites learn of ' +
    'it at once. After `operatorAfterMs` the harness does what it owes the database: if the site held the primary, it ' +
    'promotes the standby elsewhere (fence, promote, re-point); if it held the synchronous standby, the primary stops ' +
    'waiting for it. Healing starts everything again and builds a fresh standby.',
  class: 'site',
  mode: 'dead: all killed, connections close',
  source: 'design 5, "A site is lost in three ways"',
  parameters: { holdMs: 4_000, operatorAfterMs: 1_000 },
  targets: siteTargets,
  before: siteCensus,
  async inject({ testbed }, target, { operatorAfterMs }) {
    const site = siteOf(target);
    const duty = databaseDuty(testbed, site);
    await Promise.all(testbed.processesIn(site).map((process) => process.kill()));
    doDatabaseDuty(testbed, duty, Number(operatorAfterMs));
  },
  bit: (context, _target, _parameters, before) => siteIsGone(context, before),
  heal: ({ testbed }, target) => restoreSite(testbed, siteOf(target)),
  healed: (context, target, _parameters, before) => siteIsBack(context, target, before),
});
