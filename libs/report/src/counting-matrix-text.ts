import type { MatrixCellResult } from '@plimsoll/guarantees/counting-rule/matrix-result';
import { duration } from './figures.ts';

/** The matrix of the counting rule for a terminal: a line for each cell that is not as predicted or not measured, then the sums. */
export function countingMatrixText(results: readonly MatrixCellResult[]): string {
  const of = (state: MatrixCellResult['state']): number =>
    results.filter((each) => each.state === state).length;
  const losing = results.filter(({ cell }) => cell.predicted === 'lost');
  const seen = losing.filter(({ measured }) => measured === 'lost');
  const worst = Math.max(0, ...results.map(({ measurement }) => measurement?.blockedMs ?? 0));
  const held = results.flatMap(({ measured, measurement }) =>
    measured === 'blocked' ? (measurement?.heldBack ?? []) : [],
  );
  return [
    ...results
      .filter(({ state }) => state !== 'agrees')
      .map(({ cell, measured, measurement, state }) => {
        const why = measurement?.notMeasured === undefined ? '' : ` (${measurement.notMeasured})`;
        return `${state}: ${cell.id}: predicted ${cell.predicted}${measured === undefined ? '' : `, measured ${measured}`}${why}`;
      }),
    `${of('agrees')} of ${results.length} cells as the rule says, ${of('differs')} otherwise, ${of('not measured')} not measured.`,
    ...(held.length === 0
      ? []
      : [
          `In ${held.length} blocked cells the last writes before the loss, ${Math.max(...held)} at most, were held back until M was filled again.`,
        ]),
    `${seen.length} of ${losing.length} cells that can lose were seen to lose; writes stood still for ${duration(worst)} at worst where they went on.`,
  ].join('\n');
}
