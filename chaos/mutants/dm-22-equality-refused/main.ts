import { startFromCommandLine } from '@plimsoll/sequencer/command-line';
import { referenceParts } from '@plimsoll/sequencer/parts';

/** DM-22, the other half: compares with `<`, so that equality is refused. Breaks DG-12. */
await startFromCommandLine({
  ...referenceParts,
  isExpired: (timestampMicros, maxSequencingTimeMicros) => timestampMicros >= maxSequencingTimeMicros,
});
