import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import { Problem } from '@plimsoll/interface/problem/problem';
import { printVerdict } from '../print-verdict.ts';
import { judgeAndReport } from '../conduct.ts';

/** `plimsoll judge DIR`: judges stored bytes again; starts nothing. */
export function define(program: Command, finish: (work: Promise<number>) => void): void {
  program
    .command('judge')
    .description('judge a stored run again from its bytes; starts nothing')
    .argument('<folder>', 'output folder of a run')
    .action((folder: string) => finish(judgeFolder(folder)));
}

async function judgeFolder(folder: string): Promise<number> {
  const directory = resolve(folder);
  if (!(await stat(directory).catch(() => undefined))?.isDirectory()) {
    throw new Problem(
      `No folder ${folder}`,
      'Nothing is there, or it is a file.',
      'Give the output folder of a run.',
    );
  }
  const verdict = await judgeAndReport(directory);
  printVerdict(verdict, directory);
  return verdict.exitCode;
}
