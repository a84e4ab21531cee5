import { startFromCommandLine } from '@plimsoll/sequencer/command-line';
import { referenceParts } from '@plimsoll/sequencer/parts';
import { restBeforeEvents } from '../rest-before-events.ts';

/** Own: answers `sequenced` for what is only about to be. Breaks DG-03: durable first. */
await startFromCommandLine({
  ...referenceParts,
  awaitOutcome: (send, view) =>
    send.timestampMicros !== undefined && !send.dropped
      ? 'sequenced'
      : referenceParts.awaitOutcome(send, view),
  writeOrder: () => restBeforeEvents(100),
});
