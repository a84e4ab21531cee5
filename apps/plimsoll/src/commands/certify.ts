import { writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Command } from 'commander';
import { overview } from '@plimsoll/guarantees/overview';
import type { TierVerdict } from '@plimsoll/guarantees/tier-verdict';
import { layout } from '@plimsoll/history/layout';
import { Problem } from '@plimsoll/interface/problem/problem';
import { tiers, type Tier } from '@plimsoll/scenarios/tiers';
import { certifySubject } from '../certify-subject.ts';
import { defaultOutDirectory, freshSeed } from '../conduct.ts';
import { printOverview, printTier } from '../print-verdict.ts';
import { parseShard } from '../shard.ts';
import { loadSubject, referenceSubjects } from '../subject.ts';
import { writeOverview } from '../write-reports.ts';

interface CertifyFlags {
  readonly subject?: readonly string[];
  readonly seed?: string;
  readonly out?: string;
  readonly shard?: string;
}

/** `plimsoll certify TIER`: every scenario of a tier, each on a testbed of its own, one verdict a subject. */
export function define(program: Command, finish: (work: Promise<number>) => void): void {
  program
    .command('certify')
    .description('run every scenario of a tier and write one verdict file for each subject')
    .argument('[tier]', Object.keys(tiers).join(', '), 'smoke')
    .option(
      '--subject <manifest>',
      'whom to judge; may be given several times (default: the reference of each system, one after the other)',
      (one: string, before: readonly string[] | undefined) => [...(before ?? []), one],
    )
    .option('--seed <text>', 'everything drawn is drawn from it (default: fresh, printed)')
    .option('-o, --out <folder>', 'output folder; must not hold a run already')
    .option('--shard <i/n>', 'only the i-th of n parts of the tier; the verdict is of that part')
    .action((tier: string, flags: CertifyFlags) => finish(certify(tier, flags)));
}

async function certify(named: string, flags: CertifyFlags): Promise<number> {
  const tier = tierNamed(named);
  const shard = parseShard(flags.shard);
  // All are loaded before the first is started: a name that is wrong is said now.
  const subjects = await Promise.all((flags.subject ?? referenceSubjects).map((one) => loadSubject(one)));
  const seed = flags.seed ?? freshSeed();
  const [only] = subjects;
  const name = subjects.length === 1 && only !== undefined ? only.manifest.name : 'certify';
  const directory =
    flags.out === undefined ? await defaultOutDirectory(`${name}-${tier}`) : resolve(flags.out);
  if (subjects.length === 1 && only !== undefined) {
    const verdict = await certifySubject(tier, only, { seed, shard, directory });
    printTier(verdict, directory);
    return verdict.exitCode;
  }
  const judged: { folder: string; verdict: TierVerdict }[] = [];
  for (const [index, subject] of subjects.entries()) {
    const folder = `${index + 1}-${subject.manifest.name}`;
    const verdict = await certifySubject(tier, subject, { seed, shard, directory: join(directory, folder) });
    printTier(verdict, join(directory, folder));
    judged.push({ folder, verdict });
  }
  const all = overview(tier, judged);
  await writeFile(join(directory, layout.verdict), `${JSON.stringify(all, undefined, 1)}\n`);
  await writeOverview(directory, all);
  printOverview(all, directory);
  return all.exitCode;
}

function tierNamed(name: string): Tier {
  if (Object.hasOwn(tiers, name)) return name as Tier;
  throw new Problem(`No tier "${name}"`, `There are ${Object.keys(tiers).join(', ')}.`, 'Name one of them.');
}
