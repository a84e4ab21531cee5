import { setTimeout as sleep } from 'node:timers/promises';
import { startFromCommandLine } from '@plimsoll/operator-manager/command-line';
import { referenceParts } from '@plimsoll/operator-manager/parts';

/** RM-03: engine first, topic and database later. Breaks RG-02: what is not in the topic is executed by nobody. */
await startFromCommandLine({
  ...referenceParts,
  acceptOrder: async (known, { publish, save, forward }) => {
    await forward(known);
    await sleep(1500);
    await publish(known);
    await save(known);
  },
});
