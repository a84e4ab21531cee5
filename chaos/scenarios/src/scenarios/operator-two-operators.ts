import type { Scenario } from '@plimsoll/history/scenario';
import { operatorLoad } from '../operator-load.ts';
import { operatorTwoSites } from '../operator-sites.ts';

/** Two operators in one rollup. */
const operatorTwoOperators: Scenario = {
  name: 'operator-two-operators',
  title: 'Two operators in one rollup',
  text: 'The instances of site a are of one operator, those of site b of another (the first note of the HA page; RC-35). One loses its instances: its accounts stop, the others go on, and nobody touches an account that is not its own.',
  topology: {
    ...operatorTwoSites,
    chain: { blockMs: 500, endpoints: 2, operatorIds: { a: 1, b: 2 } },
  },
  load: operatorLoad,
  steadyMs: 1500,
  recoveryMs: 3000,
  jitterMaxMs: 500,
  // Its processes, not its site: two replicas in two sites, both needed, would stop the other operator as well.
  steps: [
    {
      fault: 'kill',
      target: 'node:operator-manager-a-1',
      holdMs: 6000,
      together: [{ fault: 'kill', target: 'internal:operator-engine-a-1', holdMs: 6000 }],
    },
  ],
};
export default operatorTwoOperators;
