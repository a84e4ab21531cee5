import { setTimeout as sleep } from 'node:timers/promises';
import { startFromCommandLine } from '@plimsoll/operator-manager/command-line';
import { referenceParts } from '@plimsoll/operator-manager/parts';

/** RM-02: the own topic is written behind the answer. Breaks RG-02: acknowledged by enough replicas first. */
await startFromCommandLine({
  ...referenceParts,
  acceptOrder: async (known, { publish, save, forward }) => {
    const written = sleep(250).then(() => publish(known));
    written.catch(() => undefined);
    await save(known);
    await forward(known);
  },
});
