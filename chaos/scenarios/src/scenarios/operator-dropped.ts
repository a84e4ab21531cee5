import type { Scenario } from '@plimsoll/history/scenario';
import { operatorLoad } from '../operator-load.ts';
import { operatorTwoSites } from '../operator-sites.ts';

/** A dropped submission while the other engine is dead. */
const operatorDropped: Scenario = {
  name: 'operator-dropped',
  title: 'A dropped submission while the other engine is dead',
  text: 'The only engine that is left submits, and its transaction leaves the pool without a word (RC-27): it has to notice by itself.',
  topology: operatorTwoSites,
  load: operatorLoad,
  steadyMs: 1500,
  recoveryMs: 1500,
  jitterMaxMs: 500,
  steps: [
    {
      fault: 'kill',
      target: 'internal:operator-engine-b-1',
      holdMs: 16000,
      together: [{ fault: 'transaction-dropped' }],
    },
  ],
};
export default operatorDropped;
