import { startFromCommandLine } from '@plimsoll/sequencer/command-line';
import { referenceParts } from '@plimsoll/sequencer/parts';

/** DM-18: a restart deletes what was covered, and so shown, a moment ago. Breaks DG-08. */
await startFromCommandLine({
  ...referenceParts,
  cleanUpSql: `with gone as (
      delete from sequencer.events e
      where e.node_index = $1 and e.timestamp_micros > (
        select w.watermark_micros - 1000000 from sequencer.watermarks w where w.node_index = $1)
      returning e.timestamp_micros
    ), recipients as (
      delete from sequencer.event_recipients r using gone g where r.timestamp_micros = g.timestamp_micros
    )
    select count(*)::int as events from gone`,
});
