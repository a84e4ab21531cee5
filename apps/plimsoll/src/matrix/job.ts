import type { RunVerdict } from '@plimsoll/guarantees/verdict';

/** One run of the kill matrix: a mutant (or the reference, for false alarms) under a scenario with a seed. */
export interface Job {
  /** File name of its result, unique in the matrix. */
  readonly id: string;
  /** Name of the subject; the reference has no `breaks`. */
  readonly subject: string;
  readonly scenario: string;
  readonly seed: string;
  readonly turn: number;
}

/** What became of a job: enough for the matrix, small enough to keep for ever. */
export interface JobResult extends Job {
  readonly verdict: RunVerdict['verdict'];
  readonly reason: string;
  /** Ids of the guarantees that failed. */
  readonly failed: readonly string[];
  /** The first witness of each failed guarantee, in prose. */
  readonly witnesses: readonly { readonly guarantee: string; readonly prose: string }[];
  /** Validity checks that did not hold: an INVALID run convicts nobody and is no clean run either. */
  readonly broken: readonly string[];
  readonly tookSeconds: number;
}

/** Turns a verdict into a job's result. */
export function resultOf(job: Job, verdict: RunVerdict, tookSeconds: number): JobResult {
  const failed = verdict.guarantees.filter((each) => each.finding.verdict === 'FAIL');
  return {
    ...job,
    verdict: verdict.verdict,
    reason: verdict.reason,
    failed: failed.map((each) => each.id),
    witnesses: failed.flatMap((each) =>
      each.finding.witnesses.slice(0, 1).map((witness) => ({ guarantee: each.id, prose: witness.prose })),
    ),
    broken: verdict.validity.filter((check) => !check.ok).map((check) => check.check),
    tookSeconds: Math.round(tookSeconds * 10) / 10,
  };
}
