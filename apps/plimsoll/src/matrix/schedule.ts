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

/**
 * Clean runs of what is sound in a system, the reference first: the same scenarios *with* their faults, under other seeds; every FAIL
 * is a false alarm. Subjects take turns, and begin each round of scenarios with another one.
 */
export function cleanJobs(
  system: string,
  sound: readonly string[],
  scenarios: readonly string[],
  seed: string,
  runs: number,
): readonly Job[] {
  if (scenarios.length === 0 || sound.length === 0) return [];
  // The first system there was has no name in its ids: what was run before goes on to count.
  const stem = system === 'sequencer' ? 'clean' : `clean.${system}`;
  return Array.from({ length: runs }, (_, turn) => {
    const round = Math.floor(turn / scenarios.length);
    const id = `${stem}.${turn}`;
    return {
      id,
      subject: sound[(turn + round) % sound.length] as string,
      scenario: scenarios[turn % scenarios.length] as string,
      seed: `${seed}.${id}`,
      turn,
    };
  });
}

/** Convicted means that a guarantee which the mutant breaks is among those that failed: a kill by another is none (HR-02). */
export function isConvicted(manifest: Manifest, result: JobResult): boolean {
  return result.failed.some((guarantee) => manifest.breaks?.guarantees.includes(guarantee) === true);
}
