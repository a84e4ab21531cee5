import type { Scenario } from '@plimsoll/history/scenario';
import { everydayLoad } from '../everyday-load.ts';
import { twoSites } from '../two-sites.ts';

/** The link between the sites cut, stalled, slowed, reset. */
const links: Scenario = {
  name: 'links',
  title: 'The link between the sites fails, every way',
  text:
    'The node in site b loses its database in site a, and clients lose streams that they resume. Shows resuming from ' +
    'the wrong place (DM-25), links that depend on who delivered (DM-26), a writer that never comes back (DM-20).',
  topology: twoSites,
  load: everydayLoad,
  steadyMs: 700,
  recoveryMs: 700,
  jitterMaxMs: 300,
  steps: [
    { fault: 'link-cut', holdMs: 2_000 },
    { fault: 'link-stall', holdMs: 2_500 },
    { fault: 'link-one-way', target: 'link:a>b', holdMs: 2_000 },
    { fault: 'link-one-way', target: 'link:b>a', holdMs: 2_000 },
    { fault: 'link-slow', holdMs: 2_000, parameters: { latencyMs: 200, jitterMs: 20 } },
    { fault: 'link-reset' },
    { fault: 'link-flap', holdMs: 2_000, parameters: { downMs: 300, upMs: 300 } },
  ],
  shows: ['DM-20', 'DM-25', 'DM-26'],
  required: ['resumed-elsewhere'],
};
export default links;
