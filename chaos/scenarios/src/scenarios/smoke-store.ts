import type { Scenario } from '@plimsoll/history/scenario';
import { everydayLoad } from '../everyday-load.ts';

/** The database put back to an earlier copy: the loss must be seen. */
const smokeStore: Scenario = {
  name: 'smoke-store',
  title: 'The database rolled back: a loss that must be seen',
  text:
    'On a testbed of its own, since nothing is left to judge afterwards: the data directory is put back to a copy from ' +
    'before some acknowledged sends. No sequencer survives that; a harness that does not say so is blind.',
  topology: { sites: ['a', 'b'], instances: { a: 1, b: 1 }, postgres: 'single' },
  load: { ...everydayLoad, members: 4, ratePerSecond: 100, maxSequencingTimeMs: 2_000 },
  steadyMs: 500,
  recoveryMs: 500,
  jitterMaxMs: 200,
  steps: [{ fault: 'database-rolled-back', holdMs: 500, parameters: { acknowledgedSends: 30 } }],
};
export default smokeStore;
