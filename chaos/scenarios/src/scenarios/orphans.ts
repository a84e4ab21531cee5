import type { Scenario } from '@plimsoll/history/scenario';
import { everydayLoad } from '../everyday-load.ts';
import { twoSites } from '../two-sites.ts';

/** Many small sends in hand when a node dies. */
const orphans: Scenario = {
  name: 'orphans',
  title: 'A page of uncovered events left behind',
  text:
    'A high rate of small sends while the way to the database is slow, so that batches are full when a node is killed ' +
    'or frozen: more rows are left uncovered than fit a page. Shows recovery that keeps recipient rows (DM-19) or all ' +
    'rows (DM-16), and watermarks ahead of the events (DM-07).',
  topology: twoSites,
  load: { ...everydayLoad, members: 4, ratePerSecond: 600, bytes: [40, 80], awaitShare: 0.2 },
  steadyMs: 700,
  recoveryMs: 1_000,
  jitterMaxMs: 300,
  steps: [
    {
      fault: 'database-slow',
      target: 'route',
      holdMs: 1_500,
      parameters: { latencyMs: 150 },
      together: [{ fault: 'kill', target: 'node' }],
    },
    { fault: 'kill', target: 'node', holdMs: 2_000, repeat: 2 },
    { fault: 'database-connection-lost', target: 'route', holdMs: 1_500 },
  ],
  shows: ['DM-07', 'DM-16', 'DM-19'],
};
export default orphans;
