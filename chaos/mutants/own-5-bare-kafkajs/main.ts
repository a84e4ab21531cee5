import { startFromCommandLine } from '@plimsoll/operator-manager/command-line';
import { referenceParts } from '@plimsoll/operator-manager/parts';
import { bareProducer } from '../bare-producer.ts';

/** Own: `kafka.producer({ idempotent: true })`, and what it throws is a failure. Breaks RG-01 and RG-17. */
await startFromCommandLine({
  ...referenceParts,
  startProducer: bareProducer({ client: {}, producer: { idempotent: true } }),
  sendRefusal: (sent) => (sent.outcome === 'ok' ? undefined : 'WRITE_REFUSED'),
});
