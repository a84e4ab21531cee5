import { existsSync } from 'node:fs';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { RunVerdict } from '@plimsoll/guarantees/verdict';
import { resultOf, type JobResult } from './job.ts';

/**
 * Results of runs that were made with `plimsoll run` (one folder each, in one folder): a mutant that was convicted by
 * hand need not be convicted again. How long they took is read from the verdict's own timeline.
 */
export async function adoptRuns(directory: string): Promise<readonly JobResult[]> {
  const turns = new Map<string, number>();
  const results: JobResult[] = [];
  for (const name of (await readdir(directory)).sort()) {
    const path = join(directory, name, 'verdict.json');
    if (!existsSync(path)) continue;
    const verdict = JSON.parse(await readFile(path, 'utf8')) as RunVerdict;
    const turn = turns.get(verdict.subject.name) ?? 0;
    turns.set(verdict.subject.name, turn + 1);
    const { scenario, seed } = verdict;
    const job = {
      id: `${verdict.subject.name}.adopted.${turn}`,
      subject: verdict.subject.name,
      scenario,
      seed,
      turn,
    };
    results.push(resultOf(job, verdict, (verdict.timeline.phases.at(-1)?.atMs ?? 0) / 1000));
  }
  return results;
}
