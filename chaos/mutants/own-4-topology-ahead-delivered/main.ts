import { startFromCommandLine } from '@plimsoll/sequencer/command-line';
import { referenceParts } from '@plimsoll/sequencer/parts';

/** Own: delivers what names a topology of the future. Breaks DG-11: such a request ends as an error to its sender alone. */
await startFromCommandLine({
  ...referenceParts,
  judgeSend: (terms, timestampMicros, expired) =>
    referenceParts.judgeSend({ ...terms, topologyTimestampMicros: undefined }, timestampMicros, expired),
});
