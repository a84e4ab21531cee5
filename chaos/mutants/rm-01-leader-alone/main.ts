import { startFromCommandLine } from '@plimsoll/operator-manager/command-line';
import { referenceParts } from '@plimsoll/operator-manager/parts';

/** RM-01: acks=1. Breaks RG-01: enough replicas have it before anybody is told. */
await startFromCommandLine({
  ...referenceParts,
  startProducer: (settings) => referenceParts.startProducer({ ...settings, acks: 1 }),
});
