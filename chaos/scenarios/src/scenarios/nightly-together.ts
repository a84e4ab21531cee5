import type { Scenario } from '@plimsoll/history/scenario';
import { everydayLoad } from '../everyday-load.ts';
import { twoSites } from '../two-sites.ts';

/** Two faults at the same time, as far as they are compatible. */
const nightlyTogether: Scenario = {
  name: 'nightly-together',
  title: 'Faults on at the same time',
  text:
    'Pairs that the compatibility rule allows: a process and a link, a process and a route, a clock and a route, the ' +
    'database and a process.',
  topology: twoSites,
  load: everydayLoad,
  steadyMs: 2_000,
  recoveryMs: 2_000,
  steps: [
    { fault: 'link-slow', together: [{ fault: 'kill', target: 'node' }], repeat: 10 },
    { fault: 'link-stall', together: [{ fault: 'pause-long', target: 'node' }], repeat: 10 },
    { fault: 'database-slow', together: [{ fault: 'kill', target: 'node' }], repeat: 10 },
    { fault: 'database-restart', together: [{ fault: 'kill', target: 'node' }], repeat: 10 },
    { fault: 'clock-forward', target: 'node', together: [{ fault: 'database-reset' }], repeat: 10 },
    { fault: 'kill', target: 'gateway', together: [{ fault: 'database-stalled' }], repeat: 10 },
  ],
};
export default nightlyTogether;
