import type { Scenario } from '@plimsoll/history/scenario';
import { operatorLoad } from '../operator-load.ts';
import { operatorTwoSites } from '../operator-sites.ts';

/** A site of an operator lost, two sites. */
const operatorSite: Scenario = {
  name: 'operator-site',
  title: 'A site of an operator lost, two sites',
  text: 'A site is dead, cut off and dark, and comes back after the other has waited for it: with two sites that lose nothing the other must block (RC-10, RC-18, RC-22). Nothing that was accepted is lost, and what was accepted on both sides for one nonce is executed once.',
  topology: operatorTwoSites,
  load: operatorLoad,
  steadyMs: 1500,
  recoveryMs: 3000,
  jitterMaxMs: 500,
  steps: [
    { fault: 'site-dead', target: 'site', holdMs: 6000 },
    { fault: 'site-cut', target: 'site', holdMs: 8000 },
    { fault: 'site-dark', target: 'site', holdMs: 6000 },
  ],
  required: ['acknowledged-during-fault', 'instance-rejoined'],
};
export default operatorSite;
