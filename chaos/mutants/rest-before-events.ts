import { setTimeout as sleep } from 'node:timers/promises';
import { writeSeparately, type WriteOrder } from '@plimsoll/sequencer/writer/write-batch';

/**
 * Widens the window of a rare race: the sound order of three commits, with a rest between giving a batch its
 * timestamps and storing its events. Sound by itself: the watermark still comes last.
 */
export function restBeforeEvents(restMs: number): WriteOrder {
  return (steps, payloads, assign) =>
    writeSeparately(
      {
        ...steps,
        saveEvents: async (batch) => {
          await sleep(restMs);
          await steps.saveEvents(batch);
        },
      },
      payloads,
      assign,
    );
}
