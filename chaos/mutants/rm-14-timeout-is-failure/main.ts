import { startFromCommandLine } from '@plimsoll/operator-manager/command-line';
import { referenceParts } from '@plimsoll/operator-manager/parts';

/** RM-14: what is not acknowledged is called refused. Breaks RG-17: a time-out is indefinite. */
await startFromCommandLine({
  ...referenceParts,
  sendRefusal: (sent) => (sent.outcome === 'ok' ? undefined : 'WRITE_REFUSED'),
});
