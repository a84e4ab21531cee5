import { startFromCommandLine } from '@plimsoll/operator-manager/command-line';
import { referenceParts } from '@plimsoll/operator-manager/parts';

/** RM-22: starts with M <= L and claims no loss. Breaks RG-18: lossless needs min.insync.replicas above the most replicas in a site. */
await startFromCommandLine({
  ...referenceParts,
  judgeTopics: (config, brokers) =>
    referenceParts
      .judgeTopics(config, brokers)
      .filter(({ rule }) => rule !== 'MIN_ISR_NOT_ABOVE_LARGEST_SITE'),
});
