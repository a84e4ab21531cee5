import { canaryShows } from '../probes/canary.ts';
import { observed } from '../observed.ts';
import { databaseDuty, doDatabaseDuty } from '../database-duty.ts';
import { restoreSite } from '../restore-site.ts';
import { siteCensus, siteIsBack, siteIsGone } from '../site-loss.ts';
import { linksOf, separableSites, siteOf } from '../targets/sites.ts';
import { watched } from '../watched.ts';

/** Bytes stop first, then the processes die: nobody hears a connection close. What a lost host looks like. */
export default watched({
  name: 'site-dark',
  title: 'Site lost: dark',
  text:
    "The site's links stop carrying bytes and nothing closes; only then are all its processes killed, its database " +
    'server too. To the other sites it just fell silent, as a lost host does. The database and healing as for a dead site.',
  class: 'site',
  mode: 'dark: bytes stop, nothing closes',
  source: 'design 5, "A site is lost in three ways"; facts/domain.md DC-53, DM-32',
  parameters: { holdMs: 5_000, operatorAfterMs: 1_000 },
  targets: separableSites,
  before: siteCensus,
  async inject({ testbed }, target, { operatorAfterMs }) {
    const site = siteOf(target);
    const duty = databaseDuty(testbed, site);
    await Promise.all(linksOf(testbed, site).map((link) => link.freeze()));
    await Promise.all(testbed.processesIn(site).map((process) => process.kill()));
    doDatabaseDuty(testbed, duty, Number(operatorAfterMs));
  },
  async bit(context, target, _parameters, before) {
    const silent = await Promise.all(
      linksOf(context.testbed, siteOf(target)).map((link) =>
        observed(2_000, context.signal, () => canaryShows(link, { forth: false, back: false }, 400)),
      ),
    );
    const words = silent.map((each) => each.words).join('; ');
    if (!silent.every(({ seen }) => seen)) return { seen: false, words };
    const gone = await siteIsGone(context, before);
    return { seen: gone.seen, words: `${words}; ${gone.words}` };
  },
  heal: ({ testbed }, target) => restoreSite(testbed, siteOf(target)),
  healed: (context, target, _parameters, before) => siteIsBack(context, target, before),
});
