import type { Scenario } from '@plimsoll/history/scenario';
import { operatorLoad } from '../operator-load.ts';
import { operatorTwoSites } from '../operator-sites.ts';

/** An operator with next to nothing to do. */
const operatorIdle: Scenario = {
  name: 'operator-idle',
  title: 'An operator with next to nothing to do',
  text: 'An operation every few seconds: it must be submitted all the same, and a quiet instance is no stuck one (RC-30).',
  topology: operatorTwoSites,
  load: { ...operatorLoad, ratePerSecond: 2, probePeriodMs: 5_000 },
  steadyMs: 1500,
  recoveryMs: 4000,
  jitterMaxMs: 500,
  steps: [{ fault: 'kill', target: 'internal', holdMs: 6000 }],
};
export default operatorIdle;
