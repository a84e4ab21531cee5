import { startFromCommandLine } from '@plimsoll/sequencer/command-line';
import { referenceParts } from '@plimsoll/sequencer/parts';

/** DM-09: the online check finds nobody. Breaks DG-07. */
await startFromCommandLine({
  ...referenceParts,
  markLaggardsSql: () =>
    'update sequencer.watermarks w set online = false where $1::bigint is null returning w.node_index',
});
