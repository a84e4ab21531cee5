import type { Scenario } from '@plimsoll/history/scenario';
import { operatorLoad } from '../operator-load.ts';
import { operatorTwoSites } from '../operator-sites.ts';

/** An operator without faults. */
const operatorClean: Scenario = {
  name: 'operator-clean',
  title: 'An operator without faults',
  text: 'Nothing fails. Orders, redemptions, rivals, deposits and withdrawals are asked of two instances that submit to one contract, and everything ends as it must (RC-25, RC-29).',
  topology: operatorTwoSites,
  load: operatorLoad,
  steadyMs: 2000,
  recoveryMs: 20000,
  steps: [],
  required: ['operation-rejected', 'rivals-accepted', 'two-submitters'],
};
export default operatorClean;
