import type { Scenario } from '@plimsoll/history/scenario';
import { operatorLoad } from '../operator-load.ts';
import { operatorTwoSites } from '../operator-sites.ts';

/** An operator whose instances take turns. */
const operatorPassive: Scenario = {
  name: 'operator-passive',
  title: 'An operator whose instances take turns',
  text: 'For a subject of which one instance at a time submits: it is killed, its engine is, and it freezes and wakes up as if it still had its turn (RC-36). Compare gas, provers and take-over with the same faults against an active-active one.',
  topology: operatorTwoSites,
  load: operatorLoad,
  steadyMs: 1500,
  recoveryMs: 1500,
  jitterMaxMs: 500,
  steps: [
    { fault: 'kill', target: 'node', holdMs: 5000, repeat: 2 },
    { fault: 'kill', target: 'internal', holdMs: 5000, repeat: 2 },
    { fault: 'pause-long', target: 'internal' },
    { fault: 'stop-graceful', target: 'node', holdMs: 3000 },
  ],
  required: ['failover-under-load', 'instance-rejoined'],
};
export default operatorPassive;
