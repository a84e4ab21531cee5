import type { Scenario } from '@plimsoll/history/scenario';
import { everydayLoad } from '../everyday-load.ts';
import { twoSites } from '../two-sites.ts';

/** No fault at all. */
const clean: Scenario = {
  name: 'clean',
  title: 'No fault',
  text:
    'Load and nothing else. What fails here fails always: timestamps given twice (DM-01), positions that are off by ' +
    'one (DM-25), expiry judged wrongly (DM-22), a poll that takes its own time (DM-27).',
  topology: twoSites,
  load: everydayLoad,
  steadyMs: 1_000,
  recoveryMs: 8_000,
  steps: [],
  shows: ['DM-01', 'DM-25', 'DM-27'],
};
export default clean;
