import { startFromCommandLine } from '@plimsoll/sequencer/command-line';
import { referenceParts } from '@plimsoll/sequencer/parts';

/** DM-03: a generator that forgets what it gave when the clock says it is earlier. Breaks DG-01: each writer's rise. */
await startFromCommandLine({
  ...referenceParts,
  nextTimestamp: (lastMicros, nowMicros, nodeIndex, totalNodes) => {
    const steppedBack = nowMicros < lastMicros - 100_000;
    return referenceParts.nextTimestamp(
      steppedBack ? nowMicros : lastMicros,
      nowMicros,
      nodeIndex,
      totalNodes,
    );
  },
});
