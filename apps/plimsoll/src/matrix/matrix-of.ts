import type { Manifest } from '@plimsoll/interface/manifest/manifest';
import type { KillMatrix, MatrixRun } from '@plimsoll/report/kill-matrix';
import type { JobResult } from './job.ts';

/** The kill matrix of the results that are there, in the order of the mutants given. Pure. */
export function matrixOf(
  seed: string,
  mutants: readonly Manifest[],
  results: ReadonlyMap<string, JobResult>,
): KillMatrix {
  const sorted = [...results.values()].sort((a, b) => a.turn - b.turn);
  const isClean = (result: JobResult): boolean => result.id.startsWith('clean.');
  return {
    plimsoll: 1,
    seed,
    scenarios: [...new Set(sorted.map((result) => result.scenario))].sort(),
    mutants: mutants.map((manifest) => ({
      mutant: manifest.breaks?.mutant ?? manifest.name,
      subject: manifest.name,
      how: manifest.breaks?.how ?? '',
      rules: manifest.breaks?.rules ?? [],
      guarantees: manifest.breaks?.guarantees ?? [],
      runs: sorted
        .filter((result) => result.subject === manifest.name && !isClean(result))
        .map((result) => runOf(result, manifest.breaks?.guarantees ?? [])),
    })),
    clean: sorted.filter(isClean).map((result) => ({ subject: result.subject, ...runOf(result, []) })),
  };
}

/** The witness shown is the one of the guarantee that had to convict, where it did. */
function runOf(result: JobResult, wanted: readonly string[]): MatrixRun {
  const { scenario, seed, verdict, failed, tookSeconds } = result;
  const witness = result.witnesses.find((each) => wanted.includes(each.guarantee)) ?? result.witnesses[0];
  return {
    scenario,
    seed,
    verdict,
    failed,
    tookSeconds,
    ...(witness === undefined ? {} : { witness: witness.prose }),
  };
}
