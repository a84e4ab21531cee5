import type { Scenario } from '@plimsoll/history/scenario';
import { operatorLoad } from '../operator-load.ts';
import { operatorTwoSites } from '../operator-sites.ts';

/** An operator over topics that can lose what it answered. */
const operatorRefusedReplicas: Scenario = {
  name: 'operator-refused-replicas',
  title: 'An operator over topics that can lose what it answered',
  text: 'Two sites with a replica each, of which one is enough for a write: what was answered is lost with a site (M > L does not hold). An operator that promises to lose nothing has to refuse such topics and to name the rule, before anybody relies on it.',
  topology: { ...operatorTwoSites, kafkaTopics: { replication: 2, minInSyncReplicas: 1 } },
  expects: { refusal: ['MIN_ISR_NOT_ABOVE_LARGEST_SITE'] },
  load: operatorLoad,
  steadyMs: 1500,
  recoveryMs: 1500,
  steps: [],
};
export default operatorRefusedReplicas;
