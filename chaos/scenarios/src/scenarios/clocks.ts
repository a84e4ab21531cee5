import type { Scenario } from '@plimsoll/history/scenario';
import { everydayLoad } from '../everyday-load.ts';
import { twoSites } from '../two-sites.ts';

/** Clocks stepped and drifting. */
const clocks: Scenario = {
  name: 'clocks',
  title: 'Clocks stepped forward and back, drifting',
  text:
    'One node lives in another time. Shows timestamps that follow a clock back (DM-03), a checker that knocks off live ' +
    'nodes by its own wrong clock (DM-11), publishing far ahead of the database (DM-15), and a node ready though it took itself offline (DM-40).',
  topology: twoSites,
  load: everydayLoad,
  steadyMs: 700,
  recoveryMs: 700,
  jitterMaxMs: 300,
  steps: [
    // Offline for longer than it may take until it says so.
    { fault: 'clock-forward', target: 'node', holdMs: 4_000, parameters: { offsetMs: 5_000 } },
    { fault: 'clock-back', target: 'node', holdMs: 2_500, parameters: { offsetMs: 1_500 } },
    { fault: 'clock-drift', target: 'node', holdMs: 2_000 },
  ],
  shows: ['DM-03', 'DM-11', 'DM-15', 'DM-40'],
};
export default clocks;
