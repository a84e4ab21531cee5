import { resolve } from 'node:path';
import type { Command } from 'commander';
import { totalsOf } from '@plimsoll/report/kill-matrix';
import { killMatrixText } from '@plimsoll/report/kill-matrix-text';
import { Problem } from '@plimsoll/interface/problem/problem';
import { interruption } from '../interruption.ts';
import { adoptRuns } from '../matrix/adopt.ts';
import { conductJob } from '../matrix/conduct-job.ts';
import type { Job, JobResult } from '../matrix/job.ts';
import { matrixOf } from '../matrix/matrix-of.ts';
import { loadMutants, loadSound } from '../matrix/mutants.ts';
import { publishMatrix } from '../matrix/publish.ts';
import { cleanJobs, isConvicted, mutantJobs } from '../matrix/schedule.ts';
import { loadResults, storeResult } from '../matrix/store.ts';
import { inShard, parseShard } from '../shard.ts';
import type { Subject } from '../subject.ts';

interface MutantsFlags {
  readonly only?: string;
  readonly trials: string;
  readonly clean: string;
  readonly seed: string;
  readonly out: string;
  readonly shard?: string;
  readonly publish?: string;
  readonly adopt: readonly string[];
}

/** `plimsoll mutants`: can the harness see? Every seeded defect against the guarantee that it breaks, and clean runs beside them. */
export function define(program: Command, finish: (work: Promise<number>) => void): void {
  program
    .command('mutants')
    .description('run every broken subject and print the kill matrix; stopped, it goes on where it was')
    .option('--only <names>', 'only these mutants, separated by commas, e.g. DM-04')
    .option('--trials <n>', 'runs of one mutant until it counts as surviving', '4')
    .option(
      '--clean <n>',
      'clean runs of each system: its reference, and sound subjects that look odd, under the same scenarios with their faults',
      '20',
    )
    .option('--seed <text>', 'everything drawn is drawn from it', 'matrix')
    .option('-o, --out <folder>', 'results, one file a run; resumed if there', '.plimsoll/mutants')
    .option('--shard <i/n>', 'only the i-th of n parts; run again without it to join them')
    .option(
      '--adopt <folder>',
      'take over runs made with `plimsoll run`, from the folder that holds them; may be given again',
      collect,
      [],
    )
    .option('--publish <folder>', 'also write kill-matrix.json, .html and .txt there')
    .action((flags: MutantsFlags) => finish(mutants(flags)));
}

async function mutants(flags: MutantsFlags): Promise<number> {
  const directory = resolve(flags.out);
  const shard = parseShard(flags.shard);
  const subjects = await loadMutants(flags.only);
  const results = new Map(await loadResults(directory));
  for (const folder of flags.adopt) {
    for (const result of await adoptRuns(resolve(folder))) {
      if (subjects.some(({ manifest }) => manifest.name === result.subject)) results.set(result.id, result);
    }
  }
  const convicted = ({ manifest }: Subject): boolean =>
    [...results.values()].some((result) => result.subject === manifest.name && isConvicted(manifest, result));
  const once = async (job: Job, subject: Subject): Promise<JobResult> => {
    interruption.signal.throwIfAborted();
    const known = results.get(job.id);
    if (known !== undefined && known.seed === job.seed) return known;
    const result = await conductJob(job, subject, directory);
    await storeResult(directory, result);
    results.set(job.id, result);
    return result;
  };

  for (const [index, subject] of subjects.entries()) {
    if (!inShard(index, shard) || convicted(subject)) continue;
    for (const job of mutantJobs(subject.manifest, flags.seed, count(flags.trials, '--trials'))) {
      if (isConvicted(subject.manifest, await once(job, subject))) break;
    }
  }
  const runs = count(flags.clean, '--clean');
  for (const system of new Set(subjects.map(({ manifest }) => manifest.system))) {
    const sound = await loadSound(system);
    const ofSystem = subjects.filter(({ manifest }) => manifest.system === system);
    const scenarios = [
      ...new Set(ofSystem.flatMap(({ manifest }) => manifest.breaks?.scenarios ?? [])),
    ].sort();
    const names = sound.map(({ manifest }) => manifest.name);
    for (const [index, job] of cleanJobs(system, names, scenarios, flags.seed, runs).entries()) {
      const subject = sound[names.indexOf(job.subject)];
      if (subject !== undefined && inShard(index, shard)) await once(job, subject);
    }
  }

  const matrix = matrixOf(
    flags.seed,
    subjects.map((subject) => subject.manifest),
    results,
  );
  await publishMatrix(directory, matrix);
  if (flags.publish !== undefined) await publishMatrix(resolve(flags.publish), matrix);
  process.stdout.write(`${killMatrixText(matrix, process.stdout)}\n`);
  const totals = totalsOf(matrix);
  return totals.survivors.length === 0 && totals.falseAlarms === 0 ? 0 : 1;
}

function collect(value: string, before: readonly string[]): readonly string[] {
  return [...before, value];
}

function count(text: string, flag: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && value >= 0) return value;
  throw new Problem(
    `${flag} ${text} is not a number of runs`,
    'It takes a whole number.',
    `For example ${flag} 5.`,
  );
}
