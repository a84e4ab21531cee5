import { setTimeout as sleep } from 'node:timers/promises';
import { startFromCommandLine } from '@plimsoll/operator-manager/command-line';
import { referenceParts } from '@plimsoll/operator-manager/parts';

/** Own: what was read and not yet taken over dies with the process, and its offset says that it is done. Breaks RG-04. */
await startFromCommandLine({
  ...referenceParts,
  startConsumer: (settings) =>
    referenceParts.startConsumer({
      ...settings,
      onBatch: (batch) => {
        const taken = sleep(700).then(() => settings.onBatch(batch));
        taken.catch(() => undefined);
        return Promise.resolve();
      },
    }),
});
