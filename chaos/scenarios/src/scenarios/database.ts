import type { Scenario } from '@plimsoll/history/scenario';
import { everydayLoad } from '../everyday-load.ts';
import { twoSites } from '../two-sites.ts';

/** One node at a time loses its way to the database. */
const database: Scenario = {
  name: 'database',
  title: "One node's way to the database fails, every way",
  text:
    'The lock of a node falls, or its writes hang while everything else on it works. Shows two owners of an index ' +
    '(DM-02), zombie writes (DM-06, DM-10), a writer that does not come back (DM-20), a stop that hangs (DM-21), ' +
    'readiness that nothing stands behind (DM-41).',
  topology: twoSites,
  load: { ...everydayLoad, maxSequencingTimeMs: 3_000 },
  steadyMs: 700,
  recoveryMs: 700,
  jitterMaxMs: 300,
  steps: [
    { fault: 'database-connection-lost', target: 'route', holdMs: 2_500 },
    { fault: 'database-stalled', target: 'route', holdMs: 4_000, repeat: 2 },
    { fault: 'database-reset', target: 'route', repeat: 2 },
    { fault: 'database-slow', target: 'route', holdMs: 2_000, parameters: { latencyMs: 200 } },
  ],
  shows: ['DM-02', 'DM-06', 'DM-10', 'DM-20', 'DM-41'],
  required: ['node-said-not-ready'],
};
export default database;
