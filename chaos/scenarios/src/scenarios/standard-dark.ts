import type { Scenario } from '@plimsoll/history/scenario';
import { everydayLoad } from '../everyday-load.ts';
import { twoSitesWithStandby } from '../two-sites.ts';

/** The distribution of the outage when a host is lost. */
const standardDark: Scenario = {
  name: 'standard-dark',
  title: 'Site dark, as a distribution',
  text:
    'At least twenty times a site falls silent and dies, now one, now the other, each jittered over the longest timer ' +
    '(HR-05, HS-07). The harness promotes when the primary was there.',
  topology: twoSitesWithStandby,
  load: everydayLoad,
  steadyMs: 2_000,
  recoveryMs: 2_000,
  steps: [{ fault: 'site-dark', target: 'site', holdMs: 6_000, repeat: 22 }],
  required: ['failover-under-load', 'instance-rejoined'],
};
export default standardDark;
