import type { Scenario } from '@plimsoll/history/scenario';
import { operatorLoad } from '../operator-load.ts';
import { operatorThreeSites } from '../operator-sites.ts';

/** A site of an operator dead and dark in turn, twenty times, three data sites. */
const operatorStandardSite: Scenario = {
  name: 'operator-standard-site',
  title: 'A site of an operator dead and dark in turn, twenty times, three data sites',
  text: 'Ten times all processes of a site die, ten times its bytes stop first, with one cluster over three sites: the outage that clients of the others see as a distribution (RC-18).',
  // A leader takes a silent follower out of sync within 2 to 3 s by itself; another controller is there before, so that nobody asks the
  // lost one. Without it a site that had the controller is waited for longer than its session: a new controller gives each broker a whole one.
  topology: { ...operatorThreeSites, kafkaReplicaLagMs: 2000 },
  load: operatorLoad,
  steadyMs: 1000,
  recoveryMs: 1500,
  steps: Array.from({ length: 10 }, () => [
    { fault: 'site-dead', target: 'site', holdMs: 7000 },
    { fault: 'site-dark', target: 'site', holdMs: 7000 },
  ]).flat(),
  required: ['failover-under-load', 'instance-rejoined'],
};
export default operatorStandardSite;
