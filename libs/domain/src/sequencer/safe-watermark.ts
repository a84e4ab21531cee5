/** One row of the watermark table: how far one index has written, and whether it is being waited for. */
export interface WatermarkRow {
  readonly nodeIndex: number;
  readonly watermarkMicros: number;
  readonly online: boolean;
}

/**
 * Up to where readers may read without the risk of an earlier event still to come: the minimum over online
 * rows (DG-05). With none online nobody is waited for, and whoever joins starts above every row, so the
 * maximum of all rows is just as final. `null` before the first writer ever went online.
 *
 * Model of the SQL that runs (apps/sequencer, `safe-watermark`); a test compares the two.
 */
export function safeWatermark(rows: readonly WatermarkRow[]): number | null {
  const online = rows.filter((row) => row.online).map((row) => row.watermarkMicros);
  if (online.length > 0) return Math.min(...online);
  return rows.length > 0 ? Math.max(...rows.map((row) => row.watermarkMicros)) : null;
}
