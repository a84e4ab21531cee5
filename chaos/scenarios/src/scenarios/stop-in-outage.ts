import type { Scenario } from '@plimsoll/history/scenario';
import { everydayLoad } from '../everyday-load.ts';
import { twoSites } from '../two-sites.ts';

/** Nodes asked to stop while their database does not answer. */
const stopInOutage: Scenario = {
  name: 'stop-in-outage',
  title: 'Nodes asked to stop while the database is frozen or down',
  text: 'A stop has to end in bounded time even if the node cannot mark itself offline. Shows a shutdown that hangs (DM-21).',
  topology: twoSites,
  load: everydayLoad,
  steadyMs: 700,
  recoveryMs: 700,
  jitterMaxMs: 300,
  steps: [
    { fault: 'database-pause', holdMs: 1_500, together: [{ fault: 'stop-graceful', target: 'node' }] },
    { fault: 'database-kill', holdMs: 1_500, together: [{ fault: 'stop-graceful', target: 'node' }] },
  ],
  shows: ['DM-21'],
};
export default stopInOutage;
