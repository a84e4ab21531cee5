import type { Scenario } from '@plimsoll/history/scenario';
import { everydayLoad } from '../everyday-load.ts';
import { twoSites } from '../two-sites.ts';

/** Gateways killed and paused; nodes behind them lost and back. */
const gateway: Scenario = {
  name: 'gateway',
  title: 'Gateways, and nodes behind them, come and go',
  text:
    'Requests to a node that is not ready must stop, and must start again when it is. Shows a balancer that never ' +
    'returns to a recovered node (DM-44) and health that only connects (DM-43).',
  topology: twoSites,
  load: everydayLoad,
  steadyMs: 700,
  recoveryMs: 1_500,
  // Longer than the reference claims for everything to be back: then a gateway has to use every node again.
  tailMs: 18_000,
  jitterMaxMs: 300,
  steps: [
    { fault: 'kill', target: 'gateway', holdMs: 1_500 },
    { fault: 'pause-long', target: 'gateway', holdMs: 2_000 },
    // Long enough for a gateway to be held to what is claimed for a host that falls silent.
    { fault: 'pause-long', target: 'node', holdMs: 10_000 },
    { fault: 'database-stalled', target: 'route', holdMs: 3_500 },
    { fault: 'kill', target: 'node', holdMs: 2_000 },
  ],
  shows: ['DM-43', 'DM-44'],
  required: ['delivered-through-gateway'],
};
export default gateway;
