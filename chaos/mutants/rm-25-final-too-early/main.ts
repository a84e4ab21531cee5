import { startFromCommandLine } from '@plimsoll/operator-engine/command-line';
import { referenceParts } from '@plimsoll/operator-engine/parts';

/** RM-25: an alarm keeps nobody from submitting. Breaks RG-14: what undoes a final block stops the engine. */
await startFromCommandLine({
  ...referenceParts,
  maySubmit: (facts) => referenceParts.maySubmit({ ...facts, alarm: undefined }),
});
