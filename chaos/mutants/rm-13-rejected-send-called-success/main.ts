import { startFromCommandLine } from '@plimsoll/operator-manager/command-line';
import { referenceParts } from '@plimsoll/operator-manager/parts';

/** RM-13: whatever became of the record, the caller is told that it was accepted. Breaks RG-02: the topic comes first. */
await startFromCommandLine({ ...referenceParts, sendRefusal: () => undefined });
