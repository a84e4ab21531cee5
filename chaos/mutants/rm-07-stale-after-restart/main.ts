import { startFromCommandLine } from '@plimsoll/operator-engine/command-line';
import { referenceParts } from '@plimsoll/operator-engine/parts';

/** RM-07: a batch is built on a state that others have left behind. Breaks RG-13: catch up before building. */
await startFromCommandLine({
  ...referenceParts,
  maySubmit: (facts) => referenceParts.maySubmit({ ...facts, caughtUp: true }),
});
