/**
 * The timestamp of the member's (`$1`) last visible event at or below a position (`$2`), from the database and
 * not from what this process happened to deliver (DG-14); below the lower bound pruning has kept it.
 */
export function previousLinkSql(visible: string): string {
  return `coalesce(
    (select e.timestamp_micros from sequencer.event_recipients r
       join sequencer.events e using (timestamp_micros) join marks m using (node_index)
     where r.member_id = $1 and r.timestamp_micros <= $2 and ${visible}
     order by r.timestamp_micros desc limit 1),
    (select pruned_previous_micros from sequencer.members where member_id = $1))`;
}
