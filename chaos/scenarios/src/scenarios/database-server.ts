import type { Scenario } from '@plimsoll/history/scenario';
import { everydayLoad } from '../everyday-load.ts';
import { twoSitesWithStandby } from '../two-sites.ts';

/** The database server itself restarted, frozen, down, failed over. */
const databaseServer: Scenario = {
  name: 'database-server',
  title: 'The database server fails, for everybody at once',
  text:
    'Every node loses its database at the same moment. Shows a writer that never restarts after an outage (DM-20) and ' +
    'readiness on a frozen database (DM-41); nothing acknowledged may be lost when the standby takes over.',
  topology: twoSitesWithStandby,
  load: everydayLoad,
  steadyMs: 700,
  recoveryMs: 700,
  jitterMaxMs: 300,
  steps: [
    { fault: 'database-restart', holdMs: 1_000 },
    { fault: 'database-pause', holdMs: 4_000 },
    { fault: 'database-kill', holdMs: 2_000 },
    { fault: 'database-failover', holdMs: 2_000 },
  ],
  shows: ['DM-20', 'DM-41'],
};
export default databaseServer;
