import type { MatrixCell } from './matrix-cells.ts';
import type { MatrixOutcome } from './predict.ts';

/** What was measured in one cell; one line of a resumable file. */
export interface MatrixMeasurement {
  readonly cell: string;
  /** Acknowledged before the site was lost; of those, while the in-sync set was shrunk. */
  readonly acknowledged: number;
  readonly acknowledgedShrunk: number;
  /** Acknowledged and not there in the end. */
  readonly lost: number;
  /** Whether acknowledged writes could be read while the site was away (but for `heldBack`), and whether writes were acknowledged then. */
  readonly readable: boolean;
  readonly writable: boolean;
  /** From the loss to the first acknowledgement after it, ms; `null`: none until the site was back or the election forced. */
  readonly blockedMs: number | null;
  /**
   * Of those acknowledged just before the loss, how many a new leader did not give while it could not fill M: it learns one fetch
   * later that they are replicated, and below M its high watermark stands still. Not lost; given once M is filled again.
   */
  readonly heldBack?: number;
  /** Where it stood still all that time: from the order that brings the site back, or elects, to the first acknowledgement after it, ms. */
  readonly resumedMs?: number | null;
  /** Why the cell could not be measured; then nothing above counts. */
  readonly notMeasured?: string;
}

/** A cell with what was seen of it. */
export interface MatrixCellResult {
  readonly cell: MatrixCell;
  readonly measurement?: MatrixMeasurement;
  readonly measured?: MatrixOutcome;
  /** `agrees`; `differs` from the prediction; `unproved`: predicted to lose, and nothing was seen lost; `not measured`. */
  readonly state: 'agrees' | 'differs' | 'unproved' | 'not measured';
}

/** What a measurement amounts to, in the words of the matrix. */
export function outcomeOf({ lost, readable, writable }: MatrixMeasurement): MatrixOutcome {
  if (lost > 0) return 'lost';
  if (!readable) return 'unreadable';
  return writable ? 'kept' : 'blocked';
}

/** Puts measurements beside the cells; the last one of a cell counts. A cell called unsafe has to be *seen* to lose. */
export function matrixResults(
  cells: readonly MatrixCell[],
  measurements: readonly MatrixMeasurement[],
): readonly MatrixCellResult[] {
  const last = new Map(measurements.map((measurement) => [measurement.cell, measurement]));
  return cells.map((cell): MatrixCellResult => {
    const measurement = last.get(cell.id);
    if (measurement === undefined) return { cell, state: 'not measured' };
    if (measurement.notMeasured !== undefined) return { cell, measurement, state: 'not measured' };
    const measured = outcomeOf(measurement);
    if (measured === cell.predicted) return { cell, measurement, measured, state: 'agrees' };
    return { cell, measurement, measured, state: cell.predicted === 'lost' ? 'unproved' : 'differs' };
  });
}
