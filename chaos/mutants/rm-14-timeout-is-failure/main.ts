import { startFromCommandLine } from '@plimsoll/operator-manager/command-line';
import { referenceParts } from '@plimsoll/operator-manager/parts';

/**
 * RM-14: what is not acknowledged is called refused. Breaks RG-17: a time-out is indefinite. It gives up before its clients do:
 * whoever has hung up is told nothing, true or false.
 */
await startFromCommandLine({
  ...referenceParts,
  startProducer: (settings) =>
    referenceParts.startProducer({ ...settings, deadlineMs: 1200, attemptMs: 800 }),
  sendRefusal: (sent) => (sent.outcome === 'ok' ? undefined : 'WRITE_REFUSED'),
});
