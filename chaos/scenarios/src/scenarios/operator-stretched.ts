import type { Scenario } from '@plimsoll/history/scenario';
import { operatorLoad } from '../operator-load.ts';
import { operatorThreeSites } from '../operator-sites.ts';

/** An operator on three sites without faults. */
const operatorStretched: Scenario = {
  name: 'operator-stretched',
  title: 'An operator on three sites without faults',
  text: 'One cluster over three sites, three instances, and nothing fails.',
  topology: operatorThreeSites,
  load: operatorLoad,
  steadyMs: 1500,
  recoveryMs: 8000,
  jitterMaxMs: 500,
  steps: [],
};
export default operatorStretched;
