import { startFromCommandLine } from '@plimsoll/operator-engine/command-line';
import { referenceParts } from '@plimsoll/operator-engine/parts';
import { rules } from './rules.ts';

await startFromCommandLine({ ...referenceParts, rules });
