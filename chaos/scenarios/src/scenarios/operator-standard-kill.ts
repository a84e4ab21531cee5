import type { Scenario } from '@plimsoll/history/scenario';
import { operatorLoad } from '../operator-load.ts';
import { operatorTwoSites } from '../operator-sites.ts';

/** Instances of an operator killed, twenty times. */
const operatorStandardKill: Scenario = {
  name: 'operator-standard-kill',
  title: 'Instances of an operator killed, twenty times',
  text: 'Twenty kills of a manager and ten of an internal part, each at another moment: the outage that clients see as a distribution.',
  topology: operatorTwoSites,
  load: operatorLoad,
  steadyMs: 1500,
  recoveryMs: 1500,
  steps: [
    { fault: 'kill', target: 'node', holdMs: 3000, repeat: 20 },
    { fault: 'kill', target: 'internal', holdMs: 3000, repeat: 10 },
  ],
  required: ['failover-under-load', 'instance-rejoined'],
};
export default operatorStandardKill;
