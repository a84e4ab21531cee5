import type { Scenario } from '@plimsoll/history/scenario';
import { everydayLoad } from '../everyday-load.ts';
import { twoSites } from '../two-sites.ts';

/** Nodes frozen and woken. */
const pause: Scenario = {
  name: 'pause',
  title: 'Nodes paused, beyond and within their lease',
  text:
    'A node wakes up after it was given up, with sends in hand. Shows a safe watermark that did not wait for it ' +
    '(DM-04), an online check left out (DM-09), events of a zombie made visible (DM-06, DM-10), watermarks ahead of events (DM-07), recovery that leaves ' +
    'or deletes too much (DM-16, DM-17).',
  topology: twoSites,
  load: everydayLoad,
  steadyMs: 700,
  recoveryMs: 700,
  jitterMaxMs: 500,
  steps: [
    { fault: 'pause-long', target: 'node', repeat: 3 },
    { fault: 'pause-short', target: 'node', repeat: 2 },
  ],
  shows: ['DM-04', 'DM-06', 'DM-07', 'DM-09', 'DM-10', 'DM-16', 'DM-17'],
  required: ['paused-woke'],
};
export default pause;
