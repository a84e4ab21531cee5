import { join, resolve } from 'node:path';
import type { Command } from 'commander';
import { matrixCells, type MatrixCell } from '@plimsoll/guarantees/counting-rule/matrix-cells';
import { matrixResults } from '@plimsoll/guarantees/counting-rule/matrix-result';
import { exitCodes, Problem } from '@plimsoll/interface/problem/problem';
import { countingMatrixText } from '@plimsoll/report/counting-matrix-text';
import type { Testbed } from '@plimsoll/testbed/testbed';
import { measureRound } from '../counting-matrix/measure-round.ts';
import { openBrokers } from '../counting-matrix/open-brokers.ts';
import { planRounds, roundOf } from '../counting-matrix/plan-rounds.ts';
import { publishCountingMatrix } from '../counting-matrix/publish.ts';
import { loadRounds, storeRound } from '../counting-matrix/store-rounds.ts';
import { interruption } from '../interruption.ts';
import { terminalObserver } from '../terminal-observer.ts';

interface MatrixFlags {
  readonly only?: string;
  readonly out: string;
  readonly publish?: string;
}

/** `plimsoll matrix`: the counting rule against real brokers. What it calls unsafe has to be seen to lose. */
export function define(program: Command, finish: (work: Promise<number>) => void): void {
  program
    .command('matrix')
    .description(
      'lose sites under topics of every shape and compare with the counting rule; stopped, it goes on where it was',
    )
    .option(
      '--only <texts>',
      'only cells whose name has one of these words, separated by commas, e.g. "1+1 M1,lose-b full"',
    )
    .option('-o, --out <folder>', 'results, one file a round; resumed if there', '.plimsoll/matrix')
    .option('--publish <folder>', 'also write matrix.json, .html and .txt there')
    .action((flags: MatrixFlags) => finish(matrix(flags)));
}

async function matrix(flags: MatrixFlags): Promise<number> {
  const directory = resolve(flags.out);
  const cells = chosen(flags.only);
  await measure(directory, cells);
  const rounds = await loadRounds(directory);
  const results = matrixResults(
    cells,
    rounds.flatMap(({ measurements }) => measurements),
  );
  await publishCountingMatrix(directory, results, rounds);
  if (flags.publish !== undefined) await publishCountingMatrix(resolve(flags.publish), results, rounds);
  process.stdout.write(
    `${countingMatrixText(results)}\nThe matrix drawn: ${join(directory, 'matrix.html')}\n`,
  );
  if (results.some(({ state }) => state === 'differs' || state === 'unproved')) return exitCodes.FAIL;
  return results.some(({ state }) => state === 'not measured') ? exitCodes.INCONCLUSIVE : exitCodes.PASS;
}

/** Measures what is not there yet. A round that fails leaves its cells unmeasured and takes its brokers with it. */
async function measure(directory: string, cells: readonly MatrixCell[]): Promise<void> {
  const done = new Set(
    (await loadRounds(directory))
      .flatMap(({ measurements }) => measurements)
      .filter(({ notMeasured }) => notMeasured === undefined)
      .map(({ cell }) => cell),
  );
  const open = cells.filter(({ id }) => !done.has(id));
  const rounds = [...new Set(open.map(roundOf))];
  if (rounds.length === 0) return;
  const observer = terminalObserver(
    `counting rule: ${open.length} of ${cells.length} cells to measure, in ${rounds.length} rounds`,
  );
  let testbed: Testbed | undefined;
  try {
    for (const id of rounds) {
      interruption.signal.throwIfAborted();
      testbed ??= await openBrokers(join(directory, 'logs', id.replaceAll(' ', '.')), (words) =>
        observer.line(words),
      );
      const brokers = Object.fromEntries(
        testbed.sites.map((site) => [site, testbed?.kafka?.brokersIn(site).map((broker) => broker.id) ?? []]),
      );
      const [round] = planRounds(
        open.filter((cell) => roundOf(cell) === id),
        brokers,
      );
      if (round === undefined) continue;
      try {
        const result = await measureRound(round, testbed, interruption.signal, (words) =>
          observer.line(words),
        );
        await storeRound(directory, result);
        observer.line(`${id}: ${result.measurements.length} cells in ${Math.round(result.tookMs / 1000)} s`);
      } catch (error) {
        interruption.signal.throwIfAborted();
        observer.line(`${id}: not measured: ${error instanceof Error ? error.message : String(error)}`);
        await testbed.close();
        testbed = undefined;
      }
    }
  } finally {
    observer.done();
    await testbed?.close();
  }
}

function chosen(only: string | undefined): readonly MatrixCell[] {
  const all = matrixCells();
  if (only === undefined) return all;
  const texts = only.split(',').map((text) => text.trim());
  const idle = texts.find((text) => text === '' || !all.some(({ id }) => names(text, id)));
  if (idle !== undefined) {
    throw new Problem(
      `--only "${idle}" names no cell of the matrix`,
      `cells have names like "${all[0]?.id ?? ''}"`,
      'give whole words of such a name: "1+1", "M2", "lose-a", "shrunk", "comes-back", "forced-election"',
      exitCodes.usage,
    );
  }
  return all.filter(({ id }) => texts.some((text) => names(text, id)));
}

/** A text names cells from the beginning of a word: "1+1" is not in "2+1+1". */
function names(text: string, id: string): boolean {
  return ` ${id} `.includes(` ${text} `);
}
