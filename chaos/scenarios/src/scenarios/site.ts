import type { Scenario } from '@plimsoll/history/scenario';
import { everydayLoad } from '../everyday-load.ts';
import { twoSitesWithStandby } from '../two-sites.ts';

/** A site lost in its three ways. */
const site: Scenario = {
  name: 'site',
  title: 'A site lost: dead, cut, dark',
  text:
    'The site that holds the primary dies, goes dark and is cut. The standby is promoted by the harness where the site ' +
    'is really lost. Nothing acknowledged may be lost; the dark figure is the host-lost figure.',
  topology: twoSitesWithStandby,
  load: everydayLoad,
  steadyMs: 700,
  recoveryMs: 700,
  jitterMaxMs: 500,
  steps: [
    { fault: 'site-dead', target: 'site', holdMs: 3_000 },
    { fault: 'site-dark', target: 'site', holdMs: 4_000 },
    { fault: 'site-cut', target: 'site', holdMs: 2_500 },
  ],
};
export default site;
