import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Command } from 'commander';
import type { Overview } from '@plimsoll/guarantees/overview';
import type { TierVerdict } from '@plimsoll/guarantees/tier-verdict';
import type { RunVerdict } from '@plimsoll/guarantees/verdict';
import { layout } from '@plimsoll/history/layout';
import { Problem } from '@plimsoll/interface/problem/problem';
import { writeOverview, writeReports, writeTierReports } from '../write-reports.ts';

/** `plimsoll report DIR`: draws the reports again from a stored verdict. */
export function define(program: Command, finish: (work: Promise<number>) => void): void {
  program
    .command('report')
    .description('draw report.html and junit.xml again from a stored verdict')
    .argument('<folder>', 'output folder of `run` or `certify`')
    .action((folder: string) => finish(drawAgain(resolve(folder))));
}

async function drawAgain(directory: string): Promise<number> {
  const verdict = await readVerdict(directory);
  if ('subjects' in verdict) await writeOverview(directory, verdict);
  else if ('tier' in verdict) await writeTierReports(directory, verdict);
  else await writeReports(directory, verdict);
  process.stdout.write(`${join(directory, layout.report)}\n`);
  return 0;
}

async function readVerdict(directory: string): Promise<RunVerdict | TierVerdict | Overview> {
  const path = join(directory, layout.verdict);
  try {
    return JSON.parse(await readFile(path, 'utf8')) as RunVerdict | TierVerdict | Overview;
  } catch (error) {
    throw new Problem(
      `No verdict to draw in ${directory}`,
      error instanceof Error ? error.message : String(error),
      'Judge the run first: plimsoll judge FOLDER.',
    );
  }
}
