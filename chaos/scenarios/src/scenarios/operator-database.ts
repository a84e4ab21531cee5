import type { Scenario } from '@plimsoll/history/scenario';
import { operatorLoad } from '../operator-load.ts';
import { operatorTwoSites } from '../operator-sites.ts';

/** Databases of an operator. */
const operatorDatabase: Scenario = {
  name: 'operator-database',
  title: 'Databases of an operator',
  text: 'The database of an instance loses its connections, stalls, restarts, freezes, dies and is slow (RC-09). The topic holds what it did not.',
  topology: operatorTwoSites,
  load: operatorLoad,
  steadyMs: 1500,
  recoveryMs: 1500,
  jitterMaxMs: 500,
  steps: [
    { fault: 'database-connection-lost', holdMs: 3000 },
    { fault: 'database-stalled', holdMs: 5000 },
    { fault: 'database-restart' },
    { fault: 'database-pause', holdMs: 5000 },
    { fault: 'database-kill', holdMs: 3000 },
    { fault: 'database-slow', holdMs: 4000 },
  ],
  required: ['acknowledged-during-fault'],
};
export default operatorDatabase;
