import type { Scenario } from '@plimsoll/history/scenario';
import { operatorLoad } from '../operator-load.ts';
import { operatorTwoSites } from '../operator-sites.ts';

/** An operator over topics with another number of partitions. */
const operatorRefusedPartitions: Scenario = {
  name: 'operator-refused-partitions',
  title: 'An operator over topics with another number of partitions',
  text: 'The topics have another number of partitions than the operator was set up for (RC-20): operations of one account could come to lie in two, and their order would be lost, so it has to refuse and to name the rule.',
  topology: { ...operatorTwoSites, kafkaTopics: { replication: 2, minInSyncReplicas: 2, partitions: 4 } },
  expects: { refusal: ['PARTITION_COUNT', 'ORDERED_TOPIC_PARTITIONS'] },
  load: operatorLoad,
  steadyMs: 1500,
  recoveryMs: 1500,
  steps: [],
};
export default operatorRefusedPartitions;
