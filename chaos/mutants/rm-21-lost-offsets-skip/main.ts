import { startFromLatest } from './start-from-latest.ts';
import { startFromCommandLine } from '@plimsoll/operator-manager/command-line';
import { referenceParts } from '@plimsoll/operator-manager/parts';

/** RM-21: lost offsets mean the end, not the beginning. Breaks RG-04: replay from the start, never a jump. */
await startFromCommandLine({ ...referenceParts, startConsumer: startFromLatest });
