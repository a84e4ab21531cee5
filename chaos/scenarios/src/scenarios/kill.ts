import type { Scenario } from '@plimsoll/history/scenario';
import { everydayLoad } from '../everyday-load.ts';
import { twoSites } from '../two-sites.ts';

/** Nodes killed, stopped and restarted. */
const kill: Scenario = {
  name: 'kill',
  title: 'Nodes killed, stopped, restarted',
  text:
    'Single nodes die under load and come back. Shows readers that wait for the dead (DM-05, DM-09), watermarks that ' +
    'promise what is not committed (DM-07), recovery that deletes nothing, too much or the wrong thing (DM-16, DM-17, ' +
    'DM-18), links that depend on who delivered (DM-26), two owners of one index (DM-02).',
  topology: twoSites,
  load: everydayLoad,
  steadyMs: 700,
  recoveryMs: 700,
  jitterMaxMs: 1_000,
  steps: [
    { fault: 'kill', target: 'node', holdMs: 2_500, repeat: 3 },
    { fault: 'restart', target: 'node', holdMs: 1_500, repeat: 2 },
    { fault: 'stop-graceful', target: 'node', holdMs: 1_500 },
  ],
  shows: ['DM-02', 'DM-05', 'DM-07', 'DM-09', 'DM-16', 'DM-17', 'DM-18', 'DM-26'],
  required: ['failover-under-load', 'instance-rejoined'],
};
export default kill;
