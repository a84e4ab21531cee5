import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { combine, type TierVerdict } from '@plimsoll/guarantees/tier-verdict';
import type { RunVerdict } from '@plimsoll/guarantees/verdict';
import { layout } from '@plimsoll/history/layout';
import { loadScenario } from '@plimsoll/scenarios/registry';
import { tierOf } from '@plimsoll/scenarios/tier-of';
import type { Tier } from '@plimsoll/scenarios/tiers';
import { conduct, prepare } from './conduct.ts';
import { interruption } from './interruption.ts';
import { inShard, type Shard } from './shard.ts';
import type { Subject } from './subject.ts';
import { terminalObserver } from './terminal-observer.ts';
import { writeTierReports } from './write-reports.ts';

/**
 * Every scenario that a tier has for a subject's system, each on a testbed of its own; one verdict over all, written with
 * its reports into `directory`, which is made. The seed of a scenario is `seed` and its place in the tier.
 */
export async function certifySubject(
  tier: Tier,
  subject: Subject,
  how: { readonly seed: string; readonly shard: Shard; readonly directory: string },
): Promise<TierVerdict> {
  const { seed, shard, directory } = how;
  const { scenarios: names, cells } = tierOf(subject.manifest.system, tier);
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
  await writeFile(join(directory, layout.verdict), `${JSON.stringify(verdict, undefined, 1)}\n`);
  await writeTierReports(directory, verdict);
  return verdict;
}
