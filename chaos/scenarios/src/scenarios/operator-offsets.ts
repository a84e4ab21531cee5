import type { Scenario } from '@plimsoll/history/scenario';
import { operatorLoad } from '../operator-load.ts';
import { operatorTwoSites } from '../operator-sites.ts';

/** Consumer offsets of an operator lost. */
const operatorOffsets: Scenario = {
  name: 'operator-offsets',
  title: 'Consumer offsets of an operator lost',
  text: 'Everything dies, the offsets of every consumer group are gone when it starts again, and an engine dies afterwards (RC-21): all is read again from the start, and nothing is done twice.',
  topology: operatorTwoSites,
  load: operatorLoad,
  steadyMs: 1500,
  recoveryMs: 1500,
  jitterMaxMs: 500,
  steps: [
    { fault: 'consumer-offsets-lost' },
    { fault: 'kill', target: 'internal:operator-engine-a-1', holdMs: 4000 },
  ],
};
export default operatorOffsets;
