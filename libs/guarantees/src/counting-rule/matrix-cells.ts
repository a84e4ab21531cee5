import { matrixRows, replicasOfRow } from './matrix-rows.ts';
import type { MatrixRow } from './matrix-rows.ts';
import { predict } from './predict.ts';
import type { LostSite, MatrixOutcome } from './predict.ts';

/** A cell of the matrix: a row, which site is lost and how; and what the rule says of it. */
export interface MatrixCell extends LostSite {
  /** Unique, and stable from run to run: `2+1 M2 lose-a shrunk forced-election`. A topic can be named by it. */
  readonly id: string;
  readonly row: MatrixRow;
  readonly predicted: MatrixOutcome;
}

/**
 * The cells of the rows that fit, × in-sync set full or shrunk beforehand × the site comes back or an election is forced. Sites with
 * equally many replicas are one cell: which of them is lost makes no difference to the rule.
 *
 * @param eligibleLeaders whether the clusters have eligible leader replicas
 */
export function matrixCells(eligibleLeaders = true): readonly MatrixCell[] {
  return matrixRows
    .filter(({ leftOut }) => leftOut === undefined)
    .flatMap((row) => {
      const replicas = replicasOfRow(row);
      const lost = Object.keys(replicas).filter(
        (site, at, all) => all.findIndex((other) => replicas[other] === replicas[site]) === at,
      );
      return lost.flatMap((site) =>
        (['full', 'shrunk'] as const).flatMap((inSync) =>
          (['comes-back', 'forced-election'] as const).map((afterwards): MatrixCell => {
            const cell: LostSite = {
              replicas,
              minInSync: row.minInSync,
              lost: site,
              inSync,
              afterwards,
              eligibleLeaders,
              controllersLeft: true,
            };
            const id = `${row.sites} M${row.minInSync} lose-${site} ${inSync} ${afterwards}`;
            return { ...cell, id, row, predicted: predict(cell) };
          }),
        ),
      );
    });
}
