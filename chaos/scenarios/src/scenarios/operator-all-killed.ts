import type { Scenario } from '@plimsoll/history/scenario';
import { operatorLoad } from '../operator-load.ts';
import { operatorTwoSites } from '../operator-sites.ts';

/** All managers of an operator killed at once. */
const operatorAllKilled: Scenario = {
  name: 'operator-all-killed',
  title: 'All managers of an operator killed at once',
  text: 'Every manager dies with calls in flight, so that a gateway has lost what it handed on and finds nobody to hand it to again (RC-01): what had reached a topic is executed when they are back, so nobody may have been told that it was refused.',
  topology: operatorTwoSites,
  load: operatorLoad,
  steadyMs: 1500,
  recoveryMs: 1500,
  jitterMaxMs: 500,
  steps: [{ fault: 'kill-all-nodes', holdMs: 1000, repeat: 4 }],
};
export default operatorAllKilled;
