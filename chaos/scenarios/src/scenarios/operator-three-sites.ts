import type { Scenario } from '@plimsoll/history/scenario';
import { operatorLoad } from '../operator-load.ts';
import { operatorThreeSites } from '../operator-sites.ts';

/** A site of an operator lost, three data sites. */
const threeSites: Scenario = {
  name: 'operator-three-sites',
  title: 'A site of an operator lost, three data sites',
  text: 'One cluster stretched over three sites, three replicas, two of them needed: each way to lose a site, and a broker beside (RC-18). The rest goes on, and nothing that was accepted is lost.',
  topology: operatorThreeSites,
  load: operatorLoad,
  steadyMs: 1500,
  recoveryMs: 2500,
  jitterMaxMs: 500,
  steps: [
    { fault: 'kill', target: 'node', holdMs: 2500 },
    { fault: 'site-dead', target: 'site', holdMs: 6000 },
    { fault: 'site-cut', target: 'site', holdMs: 6000 },
    { fault: 'site-dark', target: 'site', holdMs: 8000 },
    { fault: 'broker-kill', holdMs: 4000 },
  ],
  required: ['acknowledged-during-fault', 'failover-under-load', 'redeemed-across-fault'],
};
export default threeSites;
