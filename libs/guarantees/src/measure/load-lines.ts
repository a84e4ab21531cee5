import type { RunVerdict, TrialResult } from '../verdict.ts';
import { faultClasses } from './fault-rows.ts';

/** How one class of fault was borne: the load line on the hull. */
export interface LoadLine {
  readonly class: string;
  readonly state: 'held' | 'broken' | 'not tested';
  readonly tested: number;
  readonly planned: number;
  /** Trials in which something broke. */
  readonly broken: number;
  /** One line: what broke, or why not tested. */
  readonly words: string;
}

type RunPart = Pick<RunVerdict, 'trials' | 'guarantees' | 'cells'>;

/**
 * One line for each class of fault. *Broken*: a guarantee failed with a witness in the time of such a trial, or a
 * trial lost what it must not lose, or did not come back. *Held*: tested, and none of that. Else *not tested*.
 */
export function loadLines(runs: readonly RunPart[]): readonly LoadLine[] {
  return faultClasses.map((name) => {
    const parts = runs.map((run) => ({ run, trials: run.trials.filter((trial) => trial.class === name) }));
    const trials = parts.flatMap((part) => part.trials);
    const tested = trials.filter((trial) => trial.state === 'tested').length;
    const broken = parts.flatMap((part) =>
      part.trials.flatMap((trial) => brokenBy(part.run, trial)[0] ?? []),
    );
    const common = { class: name, tested, planned: trials.length, broken: broken.length };
    if (broken.length > 0) return { ...common, state: 'broken', words: broken[0] ?? '' };
    if (tested > 0)
      return {
        ...common,
        state: 'held',
        words: `${tested} of ${trials.length} trial${trials.length === 1 ? '' : 's'} with receipts`,
      };
    const reason = trials.find((trial) => trial.reason !== undefined)?.reason;
    return {
      ...common,
      state: 'not tested',
      words: reason ?? 'no such fault in this run',
    };
  });
}

function brokenBy(run: RunPart, trial: TrialResult): readonly string[] {
  const from = trial.appliedMicros;
  if (from === undefined) return [];
  const healed = trial.healedMicros ?? from;
  const later = run.trials.flatMap(({ appliedMicros }) =>
    appliedMicros !== undefined && appliedMicros > healed ? [appliedMicros] : [],
  );
  const until = Math.min(...later, Infinity);
  const words: string[] = [];
  for (const { id, finding } of run.guarantees)
    if (
      finding.verdict === 'FAIL' &&
      finding.witnesses.some(({ atMicros }) => atMicros !== undefined && atMicros >= from && atMicros < until)
    )
      words.push(`${id} (${trial.fault}, trial ${trial.trial})`);
  if (trial.lost > 0 && (trial.voids ?? []).length === 0)
    words.push(`${trial.lost} acknowledged lost (${trial.fault}, trial ${trial.trial})`);
  if (trial.state === 'tested' && trial.comesBackAlone === false)
    words.push(`did not come back alone (${trial.fault}, trial ${trial.trial})`);
  return words;
}
