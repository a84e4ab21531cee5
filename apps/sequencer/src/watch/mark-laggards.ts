import type { Config } from '../config/config.ts';

/**
 * The online check: marks rows offline that have not moved for the offline interval; the values stay (DG-07).
 *
 * `checker`: as the original, the checker's clock (`$1`, microseconds) against the writer's watermark.
 * `server`: the server's clock on both sides, and a watermark may not trail the foremost one by more either:
 * a clock that stepped back stalls readers just as a dead node does.
 */
export function markLaggardsSql(config: Config): string {
  const micros = config.offlineAfterMs * 1000;
  const lags =
    config.onlineCheckClock === 'checker'
      ? `w.watermark_micros <= $1::bigint - ${micros}`
      : `$1::bigint is not null and (w.saved_micros <= sequencer.now_micros() - ${micros}
         or w.watermark_micros <= (select max(o.watermark_micros) from sequencer.watermarks o where o.online) - ${micros})`;
  return `update sequencer.watermarks w set online = false where w.online and ${lags} returning w.node_index`;
}
