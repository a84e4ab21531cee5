import type { Scenario } from '@plimsoll/history/scenario';
import { everydayLoad } from '../everyday-load.ts';
import { twoSites } from '../two-sites.ts';

/** Every other fault of processes, several times each. */
const standardProcesses: Scenario = {
  name: 'standard-processes',
  title: 'Processes paused, stopped, restarted',
  text: 'Every fault of a process but the plain kill, five times each; all nodes at once three times.',
  topology: twoSites,
  load: everydayLoad,
  steadyMs: 2_000,
  recoveryMs: 1_500,
  steps: [
    { fault: 'pause-long', target: 'node', repeat: 6 },
    { fault: 'pause-long', target: 'gateway', repeat: 3 },
    { fault: 'pause-short', target: 'node', repeat: 5 },
    { fault: 'stop-graceful', target: 'node', repeat: 5 },
    { fault: 'stop-graceful', target: 'gateway', repeat: 3 },
    { fault: 'restart', target: 'node', repeat: 5 },
    { fault: 'restart-storm', target: 'node', repeat: 4 },
    { fault: 'kill-all-nodes', repeat: 3 },
  ],
  required: ['paused-woke', 'instance-rejoined'],
};
export default standardProcesses;
