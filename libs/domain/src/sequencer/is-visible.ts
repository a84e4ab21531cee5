import { safeWatermark, type WatermarkRow } from './safe-watermark.ts';

/**
 * Whether readers may see an event (DG-06): its timestamp lies at or below the safe watermark, and its writer
 * is online or had covered it before it was marked offline. Both bounds are inclusive. What a dead or paused
 * writer stored past its frozen watermark stays hidden for ever.
 */
export function isVisible(
  event: { readonly timestampMicros: number; readonly nodeIndex: number },
  rows: readonly WatermarkRow[],
): boolean {
  const safe = safeWatermark(rows);
  const writer = rows.find((row) => row.nodeIndex === event.nodeIndex);
  if (safe === null || writer === undefined || event.timestampMicros > safe) return false;
  return writer.online || event.timestampMicros <= writer.watermarkMicros;
}
