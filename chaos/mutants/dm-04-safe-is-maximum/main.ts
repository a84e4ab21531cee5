import { startFromCommandLine } from '@plimsoll/sequencer/command-line';
import { referenceParts } from '@plimsoll/sequencer/parts';

/** DM-04: reads up to the *furthest* watermark, so that slower writers insert below what was shown. Breaks DG-05. */
await startFromCommandLine({
  ...referenceParts,
  safeWatermarkSql: 'max(m.watermark_micros)',
});
