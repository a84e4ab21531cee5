import type { Scenario } from '@plimsoll/history/scenario';
import { everydayLoad } from '../everyday-load.ts';
import { twoSites } from '../two-sites.ts';

/** Almost nothing to do. */
const idle: Scenario = {
  name: 'idle',
  title: 'Almost no load',
  text:
    'Two sends a second over three nodes and few probes: most of the time a node has nothing to write. Shows keep-alives ' +
    'left out (DM-08): an idle node freezes everybody and is knocked off.',
  topology: twoSites,
  load: { ...everydayLoad, ratePerSecond: 2, arrivals: 'constant', probePeriodMs: 4_000 },
  steadyMs: 1_000,
  recoveryMs: 2_000,
  // Two sends a second: so long that there are enough of them to be judged.
  tailMs: 8_000,
  jitterMaxMs: 500,
  steps: [
    { fault: 'pause-short', target: 'node' },
    { fault: 'kill', target: 'node', holdMs: 3_000 },
    { fault: 'stop-graceful', target: 'node', holdMs: 3_000 },
  ],
  shows: ['DM-08'],
};
export default idle;
