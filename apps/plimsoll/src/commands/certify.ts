import { writeFile, mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Command } from 'commander';
import { combine } from '@plimsoll/guarantees/tier-verdict';
import type { RunVerdict } from '@plimsoll/guarantees/verdict';
import { Problem } from '@plimsoll/interface/problem/problem';
import { loadScenario } from '@plimsoll/scenarios/registry';
import { tierOf } from '@plimsoll/scenarios/tier-of';
import { tiers, type Tier } from '@plimsoll/scenarios/tiers';
import { conduct, defaultOutDirectory, freshSeed, prepare } from '../conduct.ts';
import { interruption } from '../interruption.ts';
import { printTier } from '../print-verdict.ts';
import { inShard, parseShard } from '../shard.ts';
import { loadSubject } from '../subject.ts';
import { terminalObserver } from '../terminal-observer.ts';
import { writeTierReports } from '../write-reports.ts';

interface CertifyFlags {
  readonly subject?: string;
  readonly seed?: string;
  readonly out?: string;
  readonly shard?: string;
}

/** `plimsoll certify TIER`: every scenario of a tier, each on a testbed of its own, one verdict over all. */
export function define(program: Command, finish: (work: Promise<number>) => void): void {
  program
    .command('certify')
    .description('run every scenario of a tier and write one verdict file')
    .argument('[tier]', Object.keys(tiers).join(', '), 'smoke')
    .option('--subject <manifest>', 'whom to judge (default: the reference sequencer)')
    .option('--seed <text>', 'everything drawn is drawn from it (default: fresh, printed)')
    .option('-o, --out <folder>', 'output folder; must not hold a run already')
    .option('--shard <i/n>', 'only the i-th of n parts of the tier; the verdict is of that part')
    .action((tier: string, flags: CertifyFlags) => finish(certify(tier, flags)));
}

async function certify(tier: string, flags: CertifyFlags): Promise<number> {
  if (!Object.hasOwn(tiers, tier)) {
    throw new Problem(
      `No tier "${tier}"`,
      `There are ${Object.keys(tiers).join(', ')}.`,
      'Name one of them.',
    );
  }
  const shard = parseShard(flags.shard);
  const subject = await loadSubject(flags.subject);
  const { scenarios: names, cells } = tierOf(subject.manifest.system, tier as Tier);
  const seed = flags.seed ?? freshSeed();
  const directory =
    flags.out === undefined
      ? await defaultOutDirectory(`${subject.manifest.name}-${tier}`)
      : resolve(flags.out);
  await mkdir(directory, { recursive: true });
  const runs: RunVerdict[] = [];
  for (const [index, name] of names.entries()) {
    if (!inShard(index, shard)) continue;
    interruption.signal.throwIfAborted();
    const prepared = await prepare(subject, await loadScenario(name), `${seed}.${index}`);
    const observer = terminalObserver(
      `${subject.manifest.name}: ${tier} ${index + 1}/${names.length}, ${name}, seed ${seed}.${index}`,
    );
    try {
      runs.push(await conduct(prepared, join(directory, `${index + 1}-${name}`), observer));
    } finally {
      observer.done();
    }
  }
  const verdict = combine(tier, runs, cells);
  await writeFile(join(directory, 'verdict.json'), `${JSON.stringify(verdict, undefined, 1)}\n`);
  await writeTierReports(directory, verdict);
  printTier(verdict, directory);
  return verdict.exitCode;
}
