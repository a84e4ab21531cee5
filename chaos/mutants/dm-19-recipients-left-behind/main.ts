import { startFromCommandLine } from '@plimsoll/sequencer/command-line';
import { referenceParts } from '@plimsoll/sequencer/parts';
import { eventColumns } from '@plimsoll/sequencer/reader/page';
import { restBeforeWatermark } from '../rest-before-watermark.ts';

/** DM-19 as in the original (DH-2): recovery keeps recipient rows, and rows that join to nothing use up a page. Breaks DG-08. */
await startFromCommandLine({
  ...referenceParts,
  cleanUpSql: `with gone as (
      delete from sequencer.events e
      where e.node_index = $1 and e.timestamp_micros > (
        select w.watermark_micros from sequencer.watermarks w where w.node_index = $1)
      returning 1
    )
    select count(*)::int as events from gone`,
  memberEventsSql: (visible) => `select ${eventColumns} from (
      select timestamp_micros from sequencer.event_recipients
      where member_id = $1 and timestamp_micros > $2 order by timestamp_micros limit $3) r
    join sequencer.events e using (timestamp_micros) join marks m using (node_index)
    left join sequencer.payloads p using (payload_micros)
    where ${visible} order by e.timestamp_micros`,
  writeOrder: () => restBeforeWatermark(30),
});
