import type { Scenario } from '@plimsoll/history/scenario';
import { operatorLoad } from '../operator-load.ts';
import { operatorTwoSites } from '../operator-sites.ts';

/** Managers of an operator frozen with calls in flight. */
const operatorFrozen: Scenario = {
  name: 'operator-frozen',
  title: 'Managers of an operator frozen with calls in flight',
  text: 'Each manager freezes under load and wakes up to finish what it had in hand (RC-04): what its clients were told meanwhile must not have been a refusal.',
  topology: operatorTwoSites,
  load: operatorLoad,
  steadyMs: 1500,
  recoveryMs: 1500,
  jitterMaxMs: 500,
  steps: [
    { fault: 'pause-long', target: 'node:operator-manager-a-1', holdMs: 7000 },
    { fault: 'pause-long', target: 'node:operator-manager-b-1', holdMs: 17000 },
  ],
};
export default operatorFrozen;
