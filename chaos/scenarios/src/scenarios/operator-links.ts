import type { Scenario } from '@plimsoll/history/scenario';
import { operatorLoad } from '../operator-load.ts';
import { operatorTwoSites } from '../operator-sites.ts';

/** Links between the sites of an operator. */
const operatorLinks: Scenario = {
  name: 'operator-links',
  title: 'Links between the sites of an operator',
  text: 'The way between the sites is cut, cut one way, stalled and resumed on the same connections, slow, narrow, reset and flapping, while both reach the chain and their clients (RC-11 to RC-15). Conflicting nonces are asked for on both sides.',
  topology: operatorTwoSites,
  load: { ...operatorLoad, mix: { rivals: 0.1 } },
  steadyMs: 1500,
  recoveryMs: 1500,
  jitterMaxMs: 500,
  steps: [
    { fault: 'link-cut', holdMs: 5000 },
    { fault: 'link-one-way', holdMs: 5000 },
    { fault: 'link-stall', holdMs: 6000 },
    { fault: 'link-slow', holdMs: 5000 },
    { fault: 'link-narrow', holdMs: 4000 },
    { fault: 'link-reset', holdMs: 2000 },
    { fault: 'link-flap', holdMs: 6000 },
  ],
  required: ['rivals-accepted', 'acknowledged-during-fault'],
};
export default operatorLinks;
