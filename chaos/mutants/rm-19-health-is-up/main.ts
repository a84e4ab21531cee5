import { startFromCommandLine } from '@plimsoll/operator-manager/command-line';
import { referenceParts } from '@plimsoll/operator-manager/parts';

/** RM-19: an answer to the poll is all that ready means. Breaks RG-16: ready means making progress. */
await startFromCommandLine({ ...referenceParts, judgeHealth: () => [], judgeReading: () => [] });
