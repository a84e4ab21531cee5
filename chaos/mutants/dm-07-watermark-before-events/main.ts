import { startFromCommandLine } from '@plimsoll/sequencer/command-line';
import { referenceParts } from '@plimsoll/sequencer/parts';

/** DM-07: promises first, writes after. Breaks DG-03: payload, then event, then watermark. */
await startFromCommandLine({
  ...referenceParts,
  writeOrder: () => async (steps, payloads, assign) => {
    if (payloads.length > 0) await steps.savePayloads(payloads);
    const batch = assign();
    await steps.saveWatermark(batch.watermarkMicros);
    if (batch.events.length > 0) await steps.saveEvents(batch);
    return batch;
  },
});
