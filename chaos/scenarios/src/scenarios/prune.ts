import type { Scenario } from '@plimsoll/history/scenario';
import { everydayLoad } from '../everyday-load.ts';
import { twoSites } from '../two-sites.ts';

/** Long enough for pruning to happen, while its owner dies. */
const prune: Scenario = {
  name: 'prune',
  title: 'Pruning and acknowledgements across failovers',
  text:
    'Members acknowledge all the time and old events go; whoever does the pruning is killed or cut off in turn. Shows ' +
    'acknowledgements that go back (DM-29).',
  topology: twoSites,
  load: { ...everydayLoad, ratePerSecond: 100, slowestAcknowledgeMs: 5_000 },
  steadyMs: 1_000,
  recoveryMs: 1_500,
  jitterMaxMs: 500,
  steps: [
    { fault: 'kill-all-nodes', holdMs: 500 },
    { fault: 'database-connection-lost', target: 'route', holdMs: 1_000 },
    { fault: 'kill', target: 'node', holdMs: 1_500, repeat: 3 },
    { fault: 'database-restart', holdMs: 500 },
  ],
  shows: ['DM-29'],
};
export default prune;
