import type { Scenario } from '@plimsoll/history/scenario';
import { operatorLoad } from '../operator-load.ts';
import { operatorTwoSites } from '../operator-sites.ts';

/** Whole instances of an operator lost, twenty times and more. */
const operatorStandardInstance: Scenario = {
  name: 'operator-standard-instance',
  title: 'Whole instances of an operator lost, twenty times and more',
  text: 'An instance (manager, engine and prover at once) is killed eleven times and falls silent eleven times, in turn and each at another moment: the outage that clients of the gateways see as a distribution (RC-01 to RC-05 together).',
  topology: operatorTwoSites,
  load: operatorLoad,
  steadyMs: 500,
  recoveryMs: 500,
  // Held for longer than the bound that is asked for, so that no start ends what a failover did not.
  steps: Array.from({ length: 11 }, () => [
    { fault: 'instance-kill', target: 'instance', holdMs: 3200 },
    { fault: 'instance-dark', target: 'instance', holdMs: 3200 },
  ]).flat(),
  required: ['failover-under-load', 'instance-rejoined'],
};
export default operatorStandardInstance;
