import type { Scenario } from '@plimsoll/history/scenario';
import { everydayLoad } from '../everyday-load.ts';
import { twoSites } from '../two-sites.ts';

/** Every fault of a clock, of nodes and of whole sites, several times each. */
const standardClocks: Scenario = {
  name: 'standard-clocks',
  title: 'Clocks of nodes and sites',
  text: 'Steps below and beyond the longest lease, drift, and starts in another time, for single nodes and whole sites.',
  topology: twoSites,
  load: everydayLoad,
  steadyMs: 2_000,
  recoveryMs: 1_500,
  steps: [
    { fault: 'clock-forward', target: 'node', parameters: { offsetMs: 200 }, repeat: 3 },
    { fault: 'clock-forward', target: 'node', parameters: { offsetMs: 3_000 }, repeat: 3 },
    { fault: 'clock-forward', target: 'site', repeat: 3 },
    { fault: 'clock-back', target: 'node', parameters: { offsetMs: 200 }, repeat: 3 },
    { fault: 'clock-back', target: 'node', parameters: { offsetMs: 3_000 }, repeat: 3 },
    { fault: 'clock-back', target: 'site', repeat: 3 },
    { fault: 'clock-drift', target: 'node', repeat: 3 },
    { fault: 'clock-drift', target: 'site', repeat: 2 },
    { fault: 'clock-wrong-at-start', target: 'node', repeat: 4 },
  ],
};
export default standardClocks;
