import { startFromCommandLine } from '@plimsoll/sequencer/command-line';
import { referenceParts } from '@plimsoll/sequencer/parts';

/** DM-26: links what this process delivered, not what the history holds. Breaks DG-14. */
await startFromCommandLine({
  ...referenceParts,
  previousLinkSql: () => 'null::bigint',
});
