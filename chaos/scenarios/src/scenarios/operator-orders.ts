import type { Scenario } from '@plimsoll/history/scenario';
import { operatorLoad } from '../operator-load.ts';
import { operatorTwoSites } from '../operator-sites.ts';

/** Orders created, redeemed and taken out across a failover. */
const operatorOrders: Scenario = {
  name: 'operator-orders',
  title: 'Orders created, redeemed and taken out across a failover',
  text: 'Nearly everything that is received is redeemed, and much is taken out, while instances and engines die at every step of the way (RC-34, RC-29).',
  topology: operatorTwoSites,
  load: { ...operatorLoad, mix: { redeem: 0.7, outbound: 0.2 } },
  steadyMs: 1500,
  recoveryMs: 1500,
  jitterMaxMs: 500,
  steps: [
    { fault: 'kill', target: 'node', holdMs: 3000, repeat: 3 },
    { fault: 'kill', target: 'internal', holdMs: 3000, repeat: 3 },
    { fault: 'chain-reorg', parameters: { depthBlocks: 2 } },
  ],
  required: ['redeemed-across-fault', 'deposit-taken'],
};
export default operatorOrders;
