import type { Scenario } from '@plimsoll/history/scenario';
import { everydayLoad } from '../everyday-load.ts';

/** One node stays, the other joins again and again. */
const joins: Scenario = {
  name: 'joins',
  title: 'A node joins over and over while another is read',
  text:
    'Each join is a chance for the safe watermark to move back under a reader (DM-13, hazard DH-1): likeliest with a ' +
    'single node online. Shows going online below the others too (DM-12, DM-14).',
  topology: { sites: ['a', 'b'], instances: { a: 1, b: 1 }, postgres: 'single' },
  load: { ...everydayLoad, ratePerSecond: 200, bytes: [40, 400] },
  steadyMs: 700,
  recoveryMs: 700,
  jitterMaxMs: 300,
  steps: [
    {
      fault: 'restart-storm',
      target: 'node',
      holdMs: 500,
      parameters: { restarts: 8, gapMs: 700 },
      repeat: 2,
    },
    // A joiner overtaken by the others does harm only if its own clock lags besides.
    {
      fault: 'clock-wrong-at-start',
      target: 'node',
      holdMs: 1_500,
      parameters: { offsetMs: -300 },
      repeat: 2,
    },
  ],
  shows: ['DM-13'],
  required: ['instance-rejoined'],
};
export default joins;
