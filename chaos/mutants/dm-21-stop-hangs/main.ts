import { setTimeout as sleep } from 'node:timers/promises';
import { startFromCommandLine } from '@plimsoll/sequencer/command-line';
import { referenceParts } from '@plimsoll/sequencer/parts';

/** DM-21: does not stop before its row is marked offline, however long the database takes. Breaks DG-07. */
await startFromCommandLine({
  ...referenceParts,
  drainWriter: async (writer, withinMs) => {
    writer.stopAccepting();
    await writer.finishQueue(withinMs / 3);
    while (!(await writer.markOffline())) await sleep(100);
  },
  stopLimitMs: () => 3_600_000,
});
