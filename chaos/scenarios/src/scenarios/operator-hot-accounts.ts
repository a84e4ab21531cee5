import type { Scenario } from '@plimsoll/history/scenario';
import { operatorLoad } from '../operator-load.ts';
import { operatorTwoSites } from '../operator-sites.ts';

/** Few accounts, many operations, both instances in turn. */
const operatorHotAccounts: Scenario = {
  name: 'operator-hot-accounts',
  title: 'Few accounts, many operations, both instances in turn',
  text: 'Eight accounts ask for everything, through both instances alternately, with many rivals for one nonce (RC-33, RC-12), while the way between the sites is cut and an instance dies.',
  topology: operatorTwoSites,
  load: {
    ...operatorLoad,
    members: 8,
    mix: { rivals: 0.2, ownSite: 0.45, otherSite: 0.45 },
  },
  steadyMs: 1500,
  recoveryMs: 1500,
  jitterMaxMs: 500,
  steps: [
    { fault: 'link-cut', holdMs: 5000 },
    { fault: 'kill', target: 'node', holdMs: 3000 },
    { fault: 'pause-long', target: 'internal' },
  ],
  required: ['rivals-accepted'],
};
export default operatorHotAccounts;
