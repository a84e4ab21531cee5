import { startFromCommandLine } from '@plimsoll/operator-manager/command-line';
import { referenceParts } from '@plimsoll/operator-manager/parts';
import { keepProducer } from './keep-producer.ts';

/** RM-12: the producer outlives its errors. Breaks RG-01: what was acknowledged with nothing dead is nowhere. */
await startFromCommandLine({ ...referenceParts, startProducer: keepProducer });
