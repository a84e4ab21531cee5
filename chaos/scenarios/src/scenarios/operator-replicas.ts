import type { Scenario } from '@plimsoll/history/scenario';
import { operatorLoad } from '../operator-load.ts';
import { operatorTwoSites } from '../operator-sites.ts';

/** An operator short of replicas. */
const operatorReplicas: Scenario = {
  name: 'operator-replicas',
  title: 'An operator short of replicas',
  text: 'The replicas of the topics of two instances fall out of sync, so that writes are in the topic and not acknowledged, and then refused before they get there (RC-18, RC-24): what is told of each has to be true.',
  topology: operatorTwoSites,
  load: operatorLoad,
  steadyMs: 1500,
  recoveryMs: 1500,
  jitterMaxMs: 500,
  steps: [
    { fault: 'replica-out-of-isr', target: 'topic:pending-operations-operator-manager-a-1', holdMs: 7000 },
    { fault: 'replica-out-of-isr', target: 'topic:pending-operations-operator-manager-b-1', holdMs: 12000 },
  ],
};
export default operatorReplicas;
