import type { Config } from '../config/config.ts';

/**
 * The rule under which a watermark may be saved, as a condition on the own row `w` (index `$1`, lease `$2`,
 * new watermark `$3`): the row is online and still this lease's, and the watermark rises (DG-03, DG-07;
 * facts/domain.md, DH-6). A node that was paused and marked offline meanwhile changes nothing with it.
 */
export const ownRowOnlineSql = 'w.lease_id = $2::uuid and w.online and w.watermark_micros < $3::bigint';

/**
 * The bound on a fast clock (DH-5), as a further condition: a watermark further ahead of the database's clock
 * *and* of every other online node is not published. Both, so that a database whose own clock stepped back does
 * not stop nodes that agree with one another.
 */
export function clockAheadSql(clockAheadMs: number): string {
  const micros = clockAheadMs * 1000;
  return `($3::bigint <= sequencer.now_micros() + ${micros} or $3::bigint <= ${micros} + coalesce(
      (select max(o.watermark_micros) from sequencer.watermarks o where o.online and o.node_index <> $1), 0))`;
}

/** The update that both ways of writing use; it changes no row if the rules forbid it. */
export function saveWatermarkSql(
  config: Config,
  rules: { ownRow: string; clockAhead: typeof clockAheadSql },
): string {
  const bound = config.clockAheadMs === null ? '' : ` and ${rules.clockAhead(config.clockAheadMs)}`;
  return `update sequencer.watermarks w set watermark_micros = $3::bigint, saved_micros = sequencer.now_micros()
    where w.node_index = $1 and ${rules.ownRow}${bound} returning 1`;
}

/** Why a save changed nothing, for the log and the health body. `$1`: the index, `$2`: the lease. */
export const ownRowSql = `select w.online, w.lease_id = $2::uuid as ours, w.watermark_micros,
  sequencer.now_micros() as now_micros from sequencer.watermarks w where w.node_index = $1`;
