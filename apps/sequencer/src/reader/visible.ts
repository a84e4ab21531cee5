/**
 * Which events `e` of a writer with the row `m` readers may see: at or below the safe watermark, and the writer
 * online or the event covered by its frozen watermark (DG-06). Model: libs/domain, `is-visible`.
 */
export const visibleSql =
  'e.timestamp_micros <= safe.safe_micros and (m.online or e.timestamp_micros <= m.watermark_micros)';
