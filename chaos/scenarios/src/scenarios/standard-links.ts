import type { Scenario } from '@plimsoll/history/scenario';
import { everydayLoad } from '../everyday-load.ts';
import { twoSites } from '../two-sites.ts';

/** Every fault of a link, several times each. */
const standardLinks: Scenario = {
  name: 'standard-links',
  title: 'Links cut, stalled, slow, reset, flapping',
  text: 'Every fault of a link, four times each, with the database in site a and a node in site b that needs it.',
  topology: twoSites,
  load: everydayLoad,
  steadyMs: 2_000,
  recoveryMs: 1_500,
  steps: [
    { fault: 'link-cut', repeat: 4 },
    { fault: 'link-stall', repeat: 4 },
    { fault: 'link-one-way', repeat: 6 },
    { fault: 'link-slow', repeat: 4 },
    { fault: 'link-narrow', repeat: 4 },
    { fault: 'link-reset', repeat: 4 },
    { fault: 'link-flap', repeat: 4 },
  ],
  required: ['resumed-elsewhere'],
};
export default standardLinks;
