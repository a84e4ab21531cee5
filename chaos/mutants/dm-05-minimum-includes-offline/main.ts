import { startFromCommandLine } from '@plimsoll/sequencer/command-line';
import { referenceParts } from '@plimsoll/sequencer/parts';

/** DM-05: readers wait for nodes that were marked offline. Breaks DG-05: the minimum is over those online. */
await startFromCommandLine({
  ...referenceParts,
  safeWatermarkSql: 'min(m.watermark_micros)',
});
