import { resolve } from 'node:path';
import type { Command } from 'commander';
import { loadPlan } from '@plimsoll/history/load-plan';
import { Problem } from '@plimsoll/interface/problem/problem';
import { loadScenario } from '@plimsoll/scenarios/registry';
import {
  conduct,
  defaultOutDirectory,
  freshSeed,
  prepare,
  prepareFromPlan,
  type PreparedRun,
} from '../conduct.ts';
import { holdTestbed } from '../hold-testbed.ts';
import { printVerdict } from '../print-verdict.ts';
import { terminalObserver } from '../terminal-observer.ts';
import { loadSubject } from '../subject.ts';

interface RunFlags {
  readonly scenario: string;
  readonly seed?: string;
  readonly out?: string;
  readonly plan?: string;
  readonly until?: string;
  readonly keep?: boolean;
  readonly dryRun?: boolean;
}

/** `plimsoll run`: one subject, one scenario, one verdict. */
export function define(program: Command, finish: (work: Promise<number>) => void): void {
  program
    .command('run')
    .description('run one scenario against one subject and judge it')
    .argument('[subject]', 'manifest, folder or name (default: the reference sequencer)')
    .option('-s, --scenario <name>', 'see `plimsoll list scenarios`', 'kill')
    .option('--seed <text>', 'everything drawn is drawn from it (default: fresh, printed)')
    .option('-o, --out <folder>', 'output folder; must not hold a run already')
    .option('--plan <file>', 'repeat a stored plan.json instead of a scenario')
    .option('--until <fault:N>', 'stop and wait once the fault of trial N has bitten')
    .option('--keep', 'with --until: leave the testbed running to look around')
    .option('--dry-run', 'print the expanded plan and start nothing')
    .action((subject: string | undefined, flags: RunFlags) => finish(runSubject(subject, flags)));
}

async function runSubject(named: string | undefined, flags: RunFlags): Promise<number> {
  const prepared = await prepareRun(named, flags);
  if (flags.dryRun === true) {
    process.stdout.write(`${JSON.stringify(prepared.plan, undefined, 1)}\n`);
    return 0;
  }
  const stopAt = parseUntil(flags.until, prepared.plan.trials.length);
  const name = `${prepared.subject.manifest.name}-${prepared.plan.scenario.name}`;
  const directory = flags.out === undefined ? await defaultOutDirectory(name) : resolve(flags.out);
  const observer = terminalObserver(
    `${prepared.subject.manifest.name} under ${prepared.plan.scenario.name}, seed ${prepared.plan.seed}`,
  );
  try {
    const verdict = await conduct(prepared, directory, observer, async (trial, testbed) => {
      if (trial === stopAt && flags.keep === true) await holdTestbed(testbed, observer, prepared.faults);
    });
    observer.done();
    printVerdict(verdict, directory);
    return verdict.exitCode;
  } finally {
    observer.done();
  }
}

async function prepareRun(named: string | undefined, flags: RunFlags): Promise<PreparedRun> {
  if (flags.plan !== undefined) {
    const stored = loadPlan(flags.plan);
    return prepareFromPlan(await loadSubject(named ?? stored.subject.manifestPath), stored);
  }
  return prepare(await loadSubject(named), await loadScenario(flags.scenario), flags.seed ?? freshSeed());
}

function parseUntil(text: string | undefined, trials: number): number | undefined {
  if (text === undefined) return undefined;
  const match = /^fault:(\d+)$/.exec(text);
  const trial = match === null ? Number.NaN : Number(match[1]);
  if (Number.isInteger(trial) && trial < trials) return trial;
  throw new Problem(
    `--until ${text} names no trial of this plan`,
    `It takes fault:N, with N from 0 to ${trials - 1}.`,
    'Look at the trials with --dry-run.',
  );
}
