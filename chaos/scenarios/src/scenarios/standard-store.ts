import type { Scenario } from '@plimsoll/history/scenario';
import { everydayLoad } from '../everyday-load.ts';
import { twoSitesWithStandby } from '../two-sites.ts';

/** Every fault of the database that loses nothing, several times each. */
const standardStore: Scenario = {
  name: 'standard-store',
  title: 'Database routes and servers',
  text: 'Every fault of the database but the roll-back, which has a scenario of its own, four times each.',
  topology: twoSitesWithStandby,
  load: everydayLoad,
  steadyMs: 2_000,
  recoveryMs: 1_500,
  steps: [
    { fault: 'database-connection-lost', repeat: 4 },
    { fault: 'database-stalled', repeat: 4 },
    { fault: 'database-reset', repeat: 4 },
    { fault: 'database-slow', repeat: 4 },
    { fault: 'database-restart', repeat: 4 },
    { fault: 'database-pause', repeat: 4 },
    { fault: 'database-kill', repeat: 4 },
    { fault: 'database-failover', repeat: 4 },
  ],
  required: ['node-said-not-ready'],
};
export default standardStore;
