/**
 * What a new owner of an index removes before it goes online: everything the index wrote past its own
 * watermark, in every table that readers use, and nothing of any other index (DG-08). Readers were never shown
 * it. Removing recipients with their events keeps them from using up a reader's page (facts/domain.md, DH-2).
 *
 * `$1`: the index. Returns the number of events removed.
 */
export const cleanUpSql = `with gone as (
    delete from sequencer.events e
    where e.node_index = $1
      and e.timestamp_micros > coalesce(
        (select w.watermark_micros from sequencer.watermarks w where w.node_index = $1), 0)
    returning e.timestamp_micros, e.payload_micros
  ), recipients as (
    delete from sequencer.event_recipients r using gone g where r.timestamp_micros = g.timestamp_micros
  ), payloads as (
    delete from sequencer.payloads p using gone g where p.payload_micros = g.payload_micros
  )
  select count(*)::int as events from gone`;
