import type { Scenario } from '@plimsoll/history/scenario';
import { operatorLoad } from '../operator-load.ts';
import { operatorTwoSites } from '../operator-sites.ts';

/** Processes of an operator killed, frozen, stopped. */
const operatorProcess: Scenario = {
  name: 'operator-process',
  title: 'Processes of an operator killed, frozen, stopped',
  text: 'Managers, engines, provers and gateways die under load, freeze beyond every time-out and wake up again, are stopped in turn and started in a storm (RC-01 to RC-08). What a dead instance accepted, the other executes.',
  topology: operatorTwoSites,
  load: operatorLoad,
  steadyMs: 1500,
  recoveryMs: 1500,
  jitterMaxMs: 500,
  steps: [
    { fault: 'kill', target: 'node', holdMs: 4000, repeat: 2 },
    { fault: 'kill', target: 'internal', holdMs: 4000, repeat: 4 },
    { fault: 'pause-long', target: 'internal' },
    { fault: 'pause-long', target: 'node' },
    { fault: 'kill', target: 'gateway', holdMs: 2000 },
    { fault: 'stop-graceful', target: 'node', holdMs: 2000, repeat: 2 },
    { fault: 'restart', target: 'node', holdMs: 2000 },
    { fault: 'restart-storm', target: 'node' },
  ],
  required: ['failover-under-load', 'instance-rejoined', 'paused-woke', 'retry-accepted'],
};
export default operatorProcess;
