import { startFromCommandLine } from '@plimsoll/operator-manager/command-line';
import { referenceParts } from '@plimsoll/operator-manager/parts';

/** RM-06: copies go out again. Breaks RG-04: one writer a topic, and only what it accepted itself. */
await startFromCommandLine({ ...referenceParts, republish: (copied) => copied });
