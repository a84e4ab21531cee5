import { startFromCommandLine } from '@plimsoll/sequencer/command-line';
import { referenceParts } from '@plimsoll/sequencer/parts';

/** DM-41: health looks at the own row as it was last read, and at no progress. Breaks DG-20. */
await startFromCommandLine({
  ...referenceParts,
  judgeHealth: (facts) => (facts.ownRowOnline === true ? [] : ['own row is not online']),
});
