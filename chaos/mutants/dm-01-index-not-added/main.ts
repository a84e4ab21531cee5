import { startFromCommandLine } from '@plimsoll/sequencer/command-line';
import { referenceParts } from '@plimsoll/sequencer/parts';

/** DM-01: every node draws the timestamps of index 0, so that two collide as soon as both are busy. Breaks DG-01. */
await startFromCommandLine({
  ...referenceParts,
  nextTimestamp: (lastMicros, nowMicros, _nodeIndex, totalNodes) =>
    referenceParts.nextTimestamp(lastMicros, nowMicros, 0, totalNodes),
});
