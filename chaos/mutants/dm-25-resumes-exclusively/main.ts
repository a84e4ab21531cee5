import { startFromCommandLine } from '@plimsoll/sequencer/command-line';
import { referenceParts } from '@plimsoll/sequencer/parts';

/** DM-25: resumes after the position instead of at it. Breaks DG-14. */
await startFromCommandLine({
  ...referenceParts,
  resumePosition: (fromMicros) => fromMicros,
});
