import type { Scenario } from '@plimsoll/history/scenario';
import { operatorLoad } from '../operator-load.ts';
import { operatorTwoSites } from '../operator-sites.ts';

/** More than an operator can take. */
const operatorOverload: Scenario = {
  name: 'operator-overload',
  title: 'More than an operator can take',
  text: 'Far more is asked for than two instances can execute, and one of them dies (RC-31): what is refused is refused before it is accepted, and nothing that was accepted is missing afterwards.',
  topology: operatorTwoSites,
  load: { ...operatorLoad, members: 400, ratePerSecond: 600, arrivals: 'constant' },
  steadyMs: 1500,
  recoveryMs: 5000,
  tailMs: 10000,
  jitterMaxMs: 500,
  steps: [{ fault: 'kill', target: 'node', holdMs: 4000 }],
};
export default operatorOverload;
