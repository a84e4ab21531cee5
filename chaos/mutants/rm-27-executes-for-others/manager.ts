import { startFromCommandLine } from '@plimsoll/operator-manager/command-line';
import { referenceParts } from '@plimsoll/operator-manager/parts';

/** RM-27, the manager's half: it accepts for every account. */
await startFromCommandLine({ ...referenceParts, intakeRules: { managesAccount: () => true } });
