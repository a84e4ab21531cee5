import { startFromCommandLine } from '@plimsoll/operator-manager/command-line';
import { referenceParts } from '@plimsoll/operator-manager/parts';

/** RM-18: records are keyed by their own hash. Breaks RG-05: by the account that signed. */
await startFromCommandLine({ ...referenceParts, recordKey: ({ hash }) => hash });
