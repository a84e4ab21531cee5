/**
 * Up to where it is safe to read, from the rows `marks`: the minimum over online rows; with none online the
 * maximum of all, since whoever joins starts above it (DG-05). Model: libs/domain, `safe-watermark`.
 */
export const safeWatermarkSql =
  'coalesce(min(m.watermark_micros) filter (where m.online), max(m.watermark_micros))';
