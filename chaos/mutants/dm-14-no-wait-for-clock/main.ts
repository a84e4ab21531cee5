import { startFromCommandLine } from '@plimsoll/sequencer/command-line';
import { referenceParts } from '@plimsoll/sequencer/parts';

/** DM-14: does not wait for the online timestamp. Breaks DG-08. */
await startFromCommandLine({
  ...referenceParts,
  reachClock: (_targetMicros, nowMicros) => Promise.resolve(nowMicros()),
});
