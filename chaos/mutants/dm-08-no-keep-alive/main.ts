import { startFromCommandLine } from '@plimsoll/sequencer/command-line';
import { referenceParts } from '@plimsoll/sequencer/parts';

/** DM-08: no keep-alive. Breaks DG-04. */
await startFromCommandLine({
  ...referenceParts,
  keepAliveDue: () => false,
});
