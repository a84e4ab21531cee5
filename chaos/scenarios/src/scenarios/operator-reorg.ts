import type { Scenario } from '@plimsoll/history/scenario';
import { operatorLoad } from '../operator-load.ts';
import { operatorTwoSites } from '../operator-sites.ts';

/** Deep reorganisations under an operator. */
const operatorReorg: Scenario = {
  name: 'operator-reorg',
  title: 'Deep reorganisations under an operator',
  text: 'Twice the chain is reorganised as deep as finality allows, under load (RC-26).',
  topology: operatorTwoSites,
  load: operatorLoad,
  steadyMs: 1500,
  recoveryMs: 1500,
  jitterMaxMs: 500,
  steps: [{ fault: 'chain-reorg', parameters: { depthBlocks: 3 }, repeat: 3 }],
};
export default operatorReorg;
