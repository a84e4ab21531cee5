import { startFromCommandLine } from '@plimsoll/sequencer/command-line';
import { referenceParts } from '@plimsoll/sequencer/parts';

/** DM-15: publishes watermarks from the future. Breaks the promise made against DH-5. */
await startFromCommandLine({
  ...referenceParts,
  clockAheadSql: () => 'true',
});
