import type { Scenario } from '@plimsoll/history/scenario';
import { operatorLoad } from '../operator-load.ts';
import { operatorTwoSites } from '../operator-sites.ts';

/** A wrong clock at an operator. */
const operatorClocks: Scenario = {
  name: 'operator-clocks',
  title: 'A wrong clock at an operator',
  text: 'The clock of one instance is an hour ahead, and an hour behind (RC-37): tokens may fail, execution may not.',
  topology: operatorTwoSites,
  load: operatorLoad,
  steadyMs: 1500,
  recoveryMs: 1500,
  jitterMaxMs: 500,
  steps: [
    { fault: 'clock-forward', target: 'node', holdMs: 4000 },
    { fault: 'clock-back', target: 'node', holdMs: 4000 },
  ],
};
export default operatorClocks;
