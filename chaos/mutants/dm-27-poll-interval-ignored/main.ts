import { setTimeout as sleep } from 'node:timers/promises';
import { startFromCommandLine } from '@plimsoll/sequencer/command-line';
import { referenceParts } from '@plimsoll/sequencer/parts';

/** DM-27: waits its own time between reads, whatever is configured. Breaks DG-10. */
await startFromCommandLine({
  ...referenceParts,
  pace: async (round) => {
    if (!(await round())) await sleep(1200 + Math.random() * 1600);
  },
});
