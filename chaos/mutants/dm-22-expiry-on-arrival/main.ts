import { startFromCommandLine } from '@plimsoll/sequencer/command-line';
import { referenceParts } from '@plimsoll/sequencer/parts';

/** DM-22: judges expiry when it stores the payload, not when it assigns the timestamp. Breaks DG-12. */
await startFromCommandLine({
  ...referenceParts,
  judgeSend: (terms, timestampMicros, expired) =>
    referenceParts.judgeSend(terms, timestampMicros, (_, max) => expired(terms.payloadMicros, max)),
});
