import type { Manifest } from '@plimsoll/interface/manifest/manifest';
import type { Job, JobResult } from './job.ts';

/** Trials of one mutant: its scenarios in turn, each time under another seed. It is done once convicted. */
export function mutantJobs(manifest: Manifest, seed: string, trials: number): readonly Job[] {
  const scenarios = manifest.breaks?.scenarios ?? [];
  if (scenarios.length === 0) return [];
  return Array.from({ length: trials }, (_, turn) => {
    const scenario = scenarios[turn % scenarios.length] as string;
    return {
      id: `${manifest.name}.${turn}`,
      subject: manifest.name,
      scenario,
      seed: `${seed}.${manifest.name}.${turn}`,
      turn,
    };
  });
}

/** Clean runs of the reference: the same scenarios *with* their faults, under other seeds; every FAIL is a false alarm. */
export function cleanJobs(
  reference: string,
  scenarios: readonly string[],
  seed: string,
  runs: number,
): readonly Job[] {
  if (scenarios.length === 0) return [];
  return Array.from({ length: runs }, (_, turn) => {
    const scenario = scenarios[turn % scenarios.length] as string;
    return { id: `clean.${turn}`, subject: reference, scenario, seed: `${seed}.clean.${turn}`, turn };
  });
}

/** Convicted means that a guarantee which the mutant breaks is among those that failed: a kill by another is none (HR-02). */
export function isConvicted(manifest: Manifest, result: JobResult): boolean {
  return result.failed.some((guarantee) => manifest.breaks?.guarantees.includes(guarantee) === true);
}
