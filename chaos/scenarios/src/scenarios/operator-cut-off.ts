import type { Scenario } from '@plimsoll/history/scenario';
import { operatorLoad } from '../operator-load.ts';
import { operatorThreeSites } from '../operator-sites.ts';

/** A site of an operator cut off with its leaders alive. */
const operatorCutOff: Scenario = {
  name: 'operator-cut-off',
  title: 'A site of an operator cut off with its leaders alive',
  text: 'One cluster over three sites; two of them are cut off in turn, and nobody dies. Whoever leads a topic there does not know for seconds that others have taken over (RC-10, RC-18): what it takes alone is gone when it follows them.',
  topology: operatorThreeSites,
  load: operatorLoad,
  steadyMs: 1500,
  recoveryMs: 2500,
  jitterMaxMs: 500,
  steps: [
    { fault: 'site-cut', target: 'site:a', holdMs: 6000 },
    { fault: 'site-cut', target: 'site:b', holdMs: 6000 },
  ],
};
export default operatorCutOff;
