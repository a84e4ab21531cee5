import { startFromCommandLine } from '@plimsoll/sequencer/command-line';
import { referenceParts } from '@plimsoll/sequencer/parts';
import { restBeforeEvents } from '../rest-before-events.ts';

/** DM-06: a node that wakes up after it was given up inserts into the past, and readers see it. Breaks DG-06. */
await startFromCommandLine({
  ...referenceParts,
  visibleSql: 'e.timestamp_micros <= safe.safe_micros',
  writeOrder: () => restBeforeEvents(100),
});
