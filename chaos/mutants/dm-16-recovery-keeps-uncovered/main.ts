import { startFromCommandLine } from '@plimsoll/sequencer/command-line';
import { referenceParts } from '@plimsoll/sequencer/parts';
import { restBeforeWatermark } from '../rest-before-watermark.ts';

/** DM-16: a new owner of an index deletes nothing; what was never covered comes to light later. Breaks DG-08. */
await startFromCommandLine({
  ...referenceParts,
  cleanUpSql: 'select 0 as events where $1::int is not null',
  writeOrder: () => restBeforeWatermark(30),
});
