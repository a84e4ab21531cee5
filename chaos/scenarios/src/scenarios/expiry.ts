import type { Scenario } from '@plimsoll/history/scenario';
import { everydayLoad } from '../everyday-load.ts';
import { twoSites } from '../two-sites.ts';

/** Sends that grow old inside a node. */
const expiry: Scenario = {
  name: 'expiry',
  title: 'Sends expire where they wait',
  text:
    'max-sequencing-time is 600 ms and nodes are frozen, or slow to write, for longer: sends wait in them until they are ' +
    'dead, and clients retry what they saw expire. Shows expiry judged with the wrong comparison or on arrival (DM-22) ' +
    'and zombies that sequence the dead (DM-06, DM-10).',
  topology: twoSites,
  load: { ...everydayLoad, maxSequencingTimeMs: 600 },
  steadyMs: 700,
  recoveryMs: 700,
  jitterMaxMs: 500,
  steps: [
    { fault: 'pause-short', target: 'node', holdMs: 900, repeat: 4 },
    { fault: 'database-stalled', target: 'route', holdMs: 1_000, repeat: 2 },
    { fault: 'database-slow', target: 'route', holdMs: 2_000, parameters: { latencyMs: 350 } },
    { fault: 'pause-long', target: 'node' },
  ],
  shows: ['DM-06', 'DM-22'],
  required: ['expired', 'retry-after-expiry'],
};
export default expiry;
