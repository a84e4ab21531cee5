import { startFromCommandLine } from '@plimsoll/sequencer/command-line';
import { referenceParts } from '@plimsoll/sequencer/parts';
import { restBeforeEvents } from '../rest-before-events.ts';

/** DM-10: a zombie's watermark moves, and what nobody waits for becomes visible. Breaks DG-07: its value stays. */
await startFromCommandLine({
  ...referenceParts,
  ownRowOnlineSql: 'w.lease_id = $2::uuid and w.watermark_micros < $3::bigint',
  writeOrder: () => restBeforeEvents(40),
});
