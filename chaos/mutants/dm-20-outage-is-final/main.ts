import { startFromCommandLine } from '@plimsoll/sequencer/command-line';
import { referenceParts } from '@plimsoll/sequencer/parts';

/** DM-20: an outage of the database is not among what a writer recovers from. Breaks DG-07: it sets itself online again. */
await startFromCommandLine({
  ...referenceParts,
  isRecoverable: (error) => !/connect|timeout|database system/i.test(String(error)),
});
