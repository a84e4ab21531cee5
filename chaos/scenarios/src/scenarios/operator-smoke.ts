import type { Scenario } from '@plimsoll/history/scenario';
import { operatorLoad } from '../operator-load.ts';
import { operatorTwoSites } from '../operator-sites.ts';

/** An operator, one trial of each class of fault. */
const operatorSmoke: Scenario = {
  name: 'operator-smoke',
  title: 'An operator, one trial of each class of fault',
  text: 'What npm start shows of an operator: an instance, an engine, a broker, a site and the chain fail once each on two sites, within about a minute. While a site is gone the other blocks, as the counting rule says of two sites that lose nothing.',
  topology: operatorTwoSites,
  load: operatorLoad,
  steadyMs: 1000,
  recoveryMs: 1000,
  jitterMaxMs: 300,
  steps: [
    { fault: 'kill', target: 'node', holdMs: 2000 },
    { fault: 'kill', target: 'internal', holdMs: 2500 },
    { fault: 'broker-kill', holdMs: 3000 },
    { fault: 'chain-reorg' },
    { fault: 'site-dark', target: 'site', holdMs: 4000 },
  ],
  required: ['acknowledged-during-fault', 'operation-rejected'],
};
export default operatorSmoke;
