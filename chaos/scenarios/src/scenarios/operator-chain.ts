import type { Scenario } from '@plimsoll/history/scenario';
import { operatorLoad } from '../operator-load.ts';
import { operatorTwoSites } from '../operator-sites.ts';

/** The chain under an operator. */
const operatorChain: Scenario = {
  name: 'operator-chain',
  title: 'The chain under an operator',
  text: 'The chain is reorganised by one block and by three, does not mine, forgets a transaction, gets dear, answers slowly or not at all, and a site is cut off from it (RC-25 to RC-28). Nothing that was called final is undone.',
  topology: operatorTwoSites,
  load: operatorLoad,
  steadyMs: 1500,
  recoveryMs: 1500,
  jitterMaxMs: 500,
  steps: [
    { fault: 'chain-reorg', parameters: { depthBlocks: 1 } },
    { fault: 'chain-reorg', parameters: { depthBlocks: 3 } },
    { fault: 'mining-stalled', holdMs: 8000 },
    { fault: 'transaction-dropped' },
    { fault: 'gas-spike', holdMs: 5000 },
    { fault: 'rpc-slow', holdMs: 5000 },
    { fault: 'rpc-endpoint-down', holdMs: 4000 },
    { fault: 'rpc-endpoint-silent', holdMs: 5000 },
    { fault: 'site-cut-from-chain', holdMs: 8000 },
  ],
  required: ['reorganised', 'two-submitters'],
};
export default operatorChain;
