import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { MatrixCellResult } from '@plimsoll/guarantees/counting-rule/matrix-result';
import { matrixRows } from '@plimsoll/guarantees/counting-rule/matrix-rows';
import { countingMatrixHtml } from '@plimsoll/report/counting-matrix-html';
import { countingMatrixText } from '@plimsoll/report/counting-matrix-text';
import { SESSION_TIMEOUT_MS } from '@plimsoll/testbed/services/kafka/broker-properties';
import { WRITE_EVERY_MS } from './cell-writer.ts';
import { SETTLE_MS, type RoundResult } from './measure-round.ts';
import { BROKERS_BY_SITE, REPLICA_LAG_MS } from './open-brokers.ts';

const settings = {
  brokersBySite: BROKERS_BY_SITE,
  sessionTimeoutMs: SESSION_TIMEOUT_MS,
  replicaLagMs: REPLICA_LAG_MS,
  writeEveryMs: WRITE_EVERY_MS,
  settleMs: SETTLE_MS,
};

/** Writes matrix.json, .html and .txt into a folder. */
export async function publishCountingMatrix(
  directory: string,
  results: readonly MatrixCellResult[],
  rounds: readonly RoundResult[],
): Promise<void> {
  await mkdir(directory, { recursive: true });
  const json = {
    settings,
    leftOut: matrixRows.filter(({ leftOut }) => leftOut !== undefined),
    rounds: rounds.map(({ round, controllerLost, fencedMs, tookMs }) => ({
      round,
      controllerLost,
      fencedMs,
      tookMs,
    })),
    cells: results.map(({ cell, measured, measurement, state }) => ({
      cell: cell.id,
      predicted: cell.predicted,
      measured,
      state,
      measurement,
    })),
  };
  await writeFile(join(directory, 'matrix.json'), `${JSON.stringify(json, undefined, 1)}\n`);
  await writeFile(
    join(directory, 'matrix.html'),
    countingMatrixHtml(
      results,
      `Kafka 4.1, ${Object.values(BROKERS_BY_SITE).reduce((sum, count) => sum + count, 0)} brokers; session time-out ${SESSION_TIMEOUT_MS} ms, replica.lag.time.max.ms ${REPLICA_LAG_MS}; blocked = no write for ${SETTLE_MS} ms after fencing`,
    ),
  );
  await writeFile(join(directory, 'matrix.txt'), `${countingMatrixText(results)}\n`);
}
