import { startFromCommandLine } from '@plimsoll/operator-manager/command-line';
import { referenceParts } from '@plimsoll/operator-manager/parts';

/** RM-04, the manager's half: an operation that is known is written again. */
await startFromCommandLine({ ...referenceParts, knowsOperations: false });
