import { startFromCommandLine } from '@plimsoll/sequencer/command-line';
import { referenceParts } from '@plimsoll/sequencer/parts';

/** Own: proves a little more than it has read, as if watermarks could be foreseen. Breaks DG-13. */
await startFromCommandLine({
  ...referenceParts,
  proofPosition: (positionMicros) => positionMicros + 20_000,
});
