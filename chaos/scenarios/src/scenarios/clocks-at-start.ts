import type { Scenario } from '@plimsoll/history/scenario';
import { everydayLoad } from '../everyday-load.ts';
import { twoSites } from '../two-sites.ts';

/** Nodes that come back with a clock behind. */
const clocksAtStart: Scenario = {
  name: 'clocks-at-start',
  title: 'Started with a clock that is behind',
  text:
    'A node comes back into the past: by a little, so that no bound on clocks keeps it from going online, and by more. ' +
    'Shows going online below what readers saw (DM-12), a join that the others overtake (DM-13), and no waiting for ' +
    'the own clock (DM-14).',
  topology: twoSites,
  load: everydayLoad,
  steadyMs: 700,
  recoveryMs: 700,
  jitterMaxMs: 300,
  steps: [
    {
      fault: 'clock-wrong-at-start',
      target: 'node',
      holdMs: 2_000,
      parameters: { offsetMs: -300 },
      repeat: 2,
    },
    { fault: 'clock-wrong-at-start', target: 'node', holdMs: 2_000, parameters: { offsetMs: -1_000 } },
  ],
  shows: ['DM-12', 'DM-13', 'DM-14'],
};
export default clocksAtStart;
