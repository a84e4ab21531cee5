import { startFromCommandLine } from '@plimsoll/operator-manager/command-line';
import { referenceParts } from '@plimsoll/operator-manager/parts';

const counts = ['PARTITION_COUNT', 'ORDERED_TOPIC_PARTITIONS'];

/** RM-23: a mismatch of partitions is ignored. Breaks RG-18, and RG-05: the partition count is fixed for life. */
await startFromCommandLine({
  ...referenceParts,
  judgeTopics: (config, brokers) =>
    referenceParts.judgeTopics(config, brokers).filter(({ rule }) => !counts.includes(rule)),
});
