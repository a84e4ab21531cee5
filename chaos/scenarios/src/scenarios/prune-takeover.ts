import type { Scenario } from '@plimsoll/history/scenario';
import { everydayLoad } from '../everyday-load.ts';
import { twoSites } from '../two-sites.ts';

/** One loss of the pruning lock, and then long quiet. */
const pruneTakeover: Scenario = {
  name: 'prune-takeover',
  title: 'Whoever prunes loses its place; then nothing happens for long',
  text:
    'A restart of the database takes the place of whoever does the pruning. After the claimed recovery and a few of the ' +
    'pauses seen before somebody has to have taken it up again: what shows only by waiting. Shows pruning that nobody ' +
    'takes over (DM-30).',
  topology: twoSites,
  load: { ...everydayLoad, ratePerSecond: 60, slowestAcknowledgeMs: 3_000 },
  steadyMs: 2_500,
  recoveryMs: 35_000,
  jitterMaxMs: 300,
  steps: [{ fault: 'database-restart', holdMs: 500 }],
  shows: ['DM-30'],
};
export default pruneTakeover;
