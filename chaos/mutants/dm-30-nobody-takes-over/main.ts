import { startFromCommandLine } from '@plimsoll/sequencer/command-line';
import { referenceParts } from '@plimsoll/sequencer/parts';
import type { Connection } from '@plimsoll/sequencer/database/connection';

let asked: Connection | undefined;

/** DM-30: asks for the pruning lock once, at its start, and never again. Breaks DG-15. */
await startFromCommandLine({
  ...referenceParts,
  holdExclusive: async (connection) => {
    if (asked !== undefined) return asked === connection && referenceParts.holdExclusive(connection);
    asked = connection;
    return referenceParts.holdExclusive(connection);
  },
});
