import { startFromCommandLine } from '@plimsoll/sequencer/command-line';
import { referenceParts } from '@plimsoll/sequencer/parts';

/** DM-17: what recovery deletes is not limited to its own index. Breaks DG-08. */
await startFromCommandLine({
  ...referenceParts,
  cleanUpSql: `with gone as (
      delete from sequencer.events e
      where e.timestamp_micros > coalesce(
        (select w.watermark_micros from sequencer.watermarks w where w.node_index = $1), 0)
      returning e.timestamp_micros
    ), recipients as (
      delete from sequencer.event_recipients r using gone g where r.timestamp_micros = g.timestamp_micros
    )
    select count(*)::int as events from gone`,
});
