import type { Scenario } from '@plimsoll/history/scenario';
import { everydayLoad } from '../everyday-load.ts';
import { twoSitesWithStandby } from '../two-sites.ts';

/** What `npm start` shows. */
const smoke: Scenario = {
  name: 'smoke',
  title: 'One trial of each class of fault',
  text:
    'One trial for each class of fault and each mode worth showing, within about a minute: processes, gateway, link, ' +
    'database, clock, and at the end the loss of the site that holds the database. One trial is no distribution: that ' +
    'is what the standard tier is for.',
  topology: twoSitesWithStandby,
  load: everydayLoad,
  steadyMs: 600,
  recoveryMs: 500,
  jitterMaxMs: 300,
  steps: [
    { fault: 'kill', target: 'node', holdMs: 1_500 },
    { fault: 'pause-long', target: 'node', holdMs: 3_500 },
    { fault: 'kill', target: 'gateway', holdMs: 1_000 },
    { fault: 'link-cut', holdMs: 1_500 },
    { fault: 'link-stall', holdMs: 1_500 },
    { fault: 'database-stalled', target: 'route', holdMs: 2_500 },
    { fault: 'clock-forward', target: 'node', holdMs: 1_500 },
    { fault: 'database-failover', holdMs: 1_000 },
    { fault: 'site-dark', target: 'site', holdMs: 3_000 },
  ],
};
export default smoke;
