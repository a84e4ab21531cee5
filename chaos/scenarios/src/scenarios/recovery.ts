import type { Scenario } from '@plimsoll/history/scenario';
import { everydayLoad } from '../everyday-load.ts';
import { twoSites } from '../two-sites.ts';

/** Everybody down and started at once; recoveries broken off by the next kill. */
const recovery: Scenario = {
  name: 'recovery',
  title: 'All nodes killed and started at once; restart storms',
  text:
    'Simultaneous starters compete for indexes (DM-02), each takes the others for lost, and recoveries are broken off. ' +
    'Shows recovery that does not delete or deletes too much (DM-16, DM-17, DM-18) and going online too low (DM-12).',
  topology: twoSites,
  load: everydayLoad,
  steadyMs: 700,
  recoveryMs: 700,
  jitterMaxMs: 300,
  steps: [
    { fault: 'kill-all-nodes' },
    { fault: 'restart-storm', target: 'node', holdMs: 500, repeat: 2 },
    { fault: 'kill-all-nodes', holdMs: 1_000 },
  ],
  shows: ['DM-02', 'DM-16', 'DM-17', 'DM-18'],
  required: ['instance-rejoined'],
};
export default recovery;
