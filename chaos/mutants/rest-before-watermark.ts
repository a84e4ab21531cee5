import { setTimeout as sleep } from 'node:timers/promises';
import { writeSeparately, type WriteOrder } from '@plimsoll/sequencer/writer/write-batch';

/**
 * Widens the window of a rare race: the sound order of three commits, with a rest before the last one, so that a node
 * that dies leaves events behind that its watermark does not cover. Sound by itself.
 */
export function restBeforeWatermark(restMs: number): WriteOrder {
  return (steps, payloads, assign) =>
    writeSeparately(
      {
        ...steps,
        saveWatermark: async (watermarkMicros) => {
          await sleep(restMs);
          await steps.saveWatermark(watermarkMicros);
        },
      },
      payloads,
      assign,
    );
}
