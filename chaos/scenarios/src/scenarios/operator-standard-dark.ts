import type { Scenario } from '@plimsoll/history/scenario';
import { operatorLoad } from '../operator-load.ts';
import { operatorThreeSites } from '../operator-sites.ts';

/** A site of an operator dark, twenty times, three data sites. */
const operatorStandardDark: Scenario = {
  name: 'operator-standard-dark',
  title: 'A site of an operator dark, twenty times, three data sites',
  text: 'Twenty times the bytes of a site stop and its processes die, with one cluster over three sites: the outage that clients of the others see as a distribution.',
  topology: operatorThreeSites,
  load: operatorLoad,
  steadyMs: 1500,
  recoveryMs: 2500,
  steps: [{ fault: 'site-dark', target: 'site', holdMs: 8000, repeat: 20 }],
  required: ['failover-under-load', 'instance-rejoined'],
};
export default operatorStandardDark;
