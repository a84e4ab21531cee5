/**
 * Records that a member (`$1`) has processed everything up to a time (`$2`): refused beyond the safe watermark
 * (no row returned), never lowered (DG-15).
 */
export function acknowledgeSql(safeWatermark: string): string {
  return `with safe as (select ${safeWatermark} as safe_micros from sequencer.watermarks m)
    insert into sequencer.acknowledgements as a (member_id, acknowledged_micros)
    select $1::int, $2::bigint from safe where $2::bigint <= safe.safe_micros
    on conflict (member_id) do update
      set acknowledged_micros = greatest(a.acknowledged_micros, excluded.acknowledged_micros)
    returning acknowledged_micros`;
}
