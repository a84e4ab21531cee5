import type { Scenario } from '@plimsoll/history/scenario';
import { operatorLoad } from '../operator-load.ts';
import { operatorTwoSites } from '../operator-sites.ts';

/** Processes of an operator killed, briefly. */
const operatorKill: Scenario = {
  name: 'operator-kill',
  title: 'Processes of an operator killed, briefly',
  text: 'Two managers and two engines die under load, the engines for longer than an instance may call itself ready: the shortest look at what dies with a process (RC-01, RC-02).',
  topology: operatorTwoSites,
  load: operatorLoad,
  steadyMs: 1500,
  recoveryMs: 1500,
  jitterMaxMs: 500,
  steps: [
    { fault: 'kill', target: 'node:operator-manager-a-1', holdMs: 3000 },
    { fault: 'kill', target: 'internal:operator-engine-b-1', holdMs: 9000 },
    { fault: 'kill', target: 'node:operator-manager-b-1', holdMs: 3000 },
  ],
};
export default operatorKill;
