import { startFromCommandLine } from '@plimsoll/sequencer/command-line';
import { referenceParts } from '@plimsoll/sequencer/parts';

/** DM-11: a checker with a fast clock takes everybody for dead. Breaks DG-07: only a row that lags too far. */
await startFromCommandLine({
  ...referenceParts,
  markLaggardsSql: ({ offlineAfterMs }) =>
    `update sequencer.watermarks w set online = false
     where w.online and w.saved_micros <= $1::bigint - ${offlineAfterMs * 1000} returning w.node_index`,
});
