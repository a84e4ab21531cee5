import type { Scenario } from '@plimsoll/history/scenario';
import { everydayLoad } from '../everyday-load.ts';

/** Three sites, so that a link can fail between two that are not both concerned with the database. */
const nightlyThreeSites: Scenario = {
  name: 'nightly-three-sites',
  title: 'Three sites',
  text: 'A node in each of three sites, the database in the first, its standby in the second.',
  topology: { sites: ['a', 'b', 'c'], instances: { a: 1, b: 1, c: 1 }, postgres: 'synchronous' },
  load: everydayLoad,
  steadyMs: 2_000,
  recoveryMs: 2_000,
  steps: [
    { fault: 'link-cut', repeat: 9 },
    { fault: 'link-one-way', repeat: 12 },
    { fault: 'link-stall', repeat: 9 },
    { fault: 'site-dark', target: 'site', repeat: 9 },
    { fault: 'site-cut', target: 'site', repeat: 9 },
  ],
};
export default nightlyThreeSites;
