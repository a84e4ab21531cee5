import { startFromCommandLine } from '@plimsoll/operator-manager/command-line';
import { referenceParts } from '@plimsoll/operator-manager/parts';

/** RM-05: the own topic is copied like the others'. Breaks RG-04: the others' only. */
await startFromCommandLine({
  ...referenceParts,
  topicsToCopy: ({ ha }) => [...ha.copies, { topic: ha.ownTopic, brokers: ha.brokers }],
});
