import { startFromCommandLine } from '@plimsoll/sequencer/command-line';
import { referenceParts } from '@plimsoll/sequencer/parts';

/** DM-29: takes the last acknowledgement for the highest. Breaks DG-15. */
await startFromCommandLine({
  ...referenceParts,
  acknowledgeSql: (safeWatermark) =>
    referenceParts.acknowledgeSql(safeWatermark).replace(/greatest\(a\.\w+, (excluded\.\w+)\)/, '$1'),
});
