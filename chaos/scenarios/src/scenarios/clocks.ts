import type { Scenario } from '@plimsoll/history/scenario';
import { everydayLoad } from '../everyday-load.ts';
import { twoSites } from '../two-sites.ts';

/** Clocks stepped, drifting, and set back across a restart. */
const clocks: Scenario = {
  name: 'clocks',
  title: 'Clocks stepped forward and back, drifting, wrong at a start',
  text:
    'One node lives in another time. Shows timestamps that follow a clock back (DM-03), a checker that knocks off live ' +
    'nodes by its own wrong clock (DM-11), going online below what readers saw (DM-12, DM-13), no waiting for the own clock ' +
    '(DM-14), and publishing far ahead of the database (DM-15).',
  topology: twoSites,
  load: everydayLoad,
  steadyMs: 700,
  recoveryMs: 700,
  jitterMaxMs: 300,
  steps: [
    { fault: 'clock-forward', target: 'node', holdMs: 2_500, parameters: { offsetMs: 5_000 } },
    { fault: 'clock-back', target: 'node', holdMs: 2_500, parameters: { offsetMs: 1_500 } },
    { fault: 'clock-wrong-at-start', target: 'node', holdMs: 2_000, parameters: { offsetMs: -1_000 } },
    // Little enough that no bound on clocks keeps the node from going online meanwhile.
    {
      fault: 'clock-wrong-at-start',
      target: 'node',
      holdMs: 2_000,
      parameters: { offsetMs: -300 },
      repeat: 2,
    },
    { fault: 'clock-drift', target: 'node', holdMs: 2_000 },
  ],
  shows: ['DM-03', 'DM-11', 'DM-12', 'DM-13', 'DM-14', 'DM-15'],
};
export default clocks;
