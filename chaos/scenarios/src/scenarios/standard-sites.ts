import type { Scenario } from '@plimsoll/history/scenario';
import { everydayLoad } from '../everyday-load.ts';
import { twoSitesWithStandby } from '../two-sites.ts';

/** A site dead and cut, several times each. */
const standardSites: Scenario = {
  name: 'standard-sites',
  title: 'Site dead and cut',
  text: 'The two other ways to lose a site, five times each, now one site, now the other.',
  topology: twoSitesWithStandby,
  load: everydayLoad,
  steadyMs: 2_000,
  recoveryMs: 2_000,
  steps: [
    { fault: 'site-dead', target: 'site', holdMs: 5_000, repeat: 5 },
    { fault: 'site-cut', target: 'site', holdMs: 4_000, repeat: 5 },
  ],
};
export default standardSites;
