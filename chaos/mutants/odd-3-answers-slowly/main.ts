import { setTimeout as sleep } from 'node:timers/promises';
import { startFromCommandLine } from '@plimsoll/operator-manager/command-line';
import { referenceParts } from '@plimsoll/operator-manager/parts';

/** Sound: everything is done in order, and the answer comes half a second later. */
await startFromCommandLine({
  ...referenceParts,
  acceptOrder: async (known, steps) => {
    await referenceParts.acceptOrder(known, steps);
    await sleep(500);
  },
});
