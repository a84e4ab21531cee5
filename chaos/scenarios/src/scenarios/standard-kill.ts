import type { Scenario } from '@plimsoll/history/scenario';
import { everydayLoad } from '../everyday-load.ts';
import { twoSites } from '../two-sites.ts';

/** The distribution of the outage when a process is killed. */
const standardKill: Scenario = {
  name: 'standard-kill',
  title: 'Killed, as a distribution',
  text: 'At least twenty kills of a node and ten of a gateway, each jittered over the longest timer (HR-05, HS-07).',
  topology: twoSites,
  load: everydayLoad,
  steadyMs: 2_000,
  recoveryMs: 1_500,
  steps: [
    { fault: 'kill', target: 'node', holdMs: 4_000, repeat: 24 },
    { fault: 'kill', target: 'gateway', holdMs: 2_000, repeat: 10 },
  ],
  required: ['failover-under-load', 'instance-rejoined'],
};
export default standardKill;
