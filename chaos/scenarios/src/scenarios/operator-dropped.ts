import type { Scenario } from '@plimsoll/history/scenario';
import { operatorLoad } from '../operator-load.ts';
import { operatorTwoSites } from '../operator-sites.ts';

/** Submissions of the only instance dropped. */
const operatorDropped: Scenario = {
  name: 'operator-dropped',
  title: 'Submissions of the only instance dropped',
  text: 'One instance, no other that would win the race instead: its transactions leave the pool without a word (RC-27), and it has to notice by itself.',
  topology: { ...operatorTwoSites, instances: { a: 1, b: 0 } },
  load: operatorLoad,
  steadyMs: 1500,
  recoveryMs: 1500,
  jitterMaxMs: 500,
  steps: [{ fault: 'transaction-dropped', repeat: 2 }],
};
export default operatorDropped;
