import type { Outage, RunVerdict, TrialResult } from '../verdict.ts';
import { worstOutage } from './outage.ts';

/** All trials of one fault (and mode) over one or several runs: one row of a report's first screen. */
export interface FaultRow {
  readonly fault: string;
  readonly title: string;
  readonly class: string;
  readonly mode: string;
  /** Trials in the plan; what was planned is shown (HX-M9). */
  readonly planned: number;
  readonly tested: number;
  /** Acknowledged sends lost; null: nothing was tested. */
  readonly lost: number | null;
  /** True if this fault loses by its nature, so that losing is what it must be seen to do. */
  readonly losesByNature: boolean;
  readonly worstWrite: Outage | null;
  readonly worstRead: Outage | null;
  /** At the instances and sites that the fault itself takes down. */
  readonly worstTouched: Outage | null;
  /** Trials that came back alone; null where that was not seen. */
  readonly cameBack: { readonly yes: number; readonly of: number } | null;
  /** Why trials were not tested, without repetition. */
  readonly reasons: readonly string[];
  readonly trials: readonly RowTrial[];
}

/** One trial in a row, for the list beside the ECDF. */
export interface RowTrial {
  readonly scenario: string;
  readonly seed: string;
  readonly trial: number;
  readonly target: string;
  readonly state: TrialResult['state'];
  readonly write?: Outage;
  readonly read?: Outage;
  readonly touched?: Outage;
  readonly rejoinedMs?: number | null;
  readonly phases?: NonNullable<TrialResult['phases']>;
  readonly lost: number;
}

type RunPart = Pick<RunVerdict, 'trials' | 'scenario' | 'seed'>;

/** Order of classes on the hull and in tables. */
export const faultClasses = ['process', 'link', 'site', 'store', 'clock', 'chain'] as const;

/** Rows by class and then in the order in which the faults came. */
export function faultRows(runs: readonly RunPart[]): readonly FaultRow[] {
  const groups = new Map<string, { trial: TrialResult; run: RunPart }[]>();
  for (const run of runs)
    for (const trial of run.trials) {
      const key = `${trial.fault}|${trial.mode}`;
      groups.set(key, [...(groups.get(key) ?? []), { trial, run }]);
    }
  const rank = (name: string): number => {
    const at = (faultClasses as readonly string[]).indexOf(name);
    return at < 0 ? faultClasses.length : at;
  };
  return [...groups.values()].map(row).sort((a, b) => rank(a.class) - rank(b.class));
}

function row(entries: readonly { readonly trial: TrialResult; readonly run: RunPart }[]): FaultRow {
  const trials = entries.map(({ trial }) => trial);
  const tested = trials.filter((trial) => trial.state === 'tested');
  const first = trials[0] as TrialResult;
  const seen = tested.filter((trial) => trial.comesBackAlone !== undefined);
  const worst = (pick: (trial: TrialResult) => Outage | undefined): Outage | null =>
    worstOutage(tested.flatMap((trial) => pick(trial) ?? [])) ?? null;
  return {
    fault: first.fault,
    title: first.title,
    class: first.class,
    mode: first.mode,
    planned: trials.length,
    tested: tested.length,
    // A loss counts even in a trial without a receipt: the evidence for it is the history, not the fault.
    lost:
      tested.length === 0 && trials.every((trial) => trial.lost === 0)
        ? null
        : trials.reduce((sum, trial) => sum + trial.lost, 0),
    losesByNature: trials.some((trial) => (trial.voids ?? []).length > 0),
    worstWrite: worst((trial) => trial.writeOutageMs),
    worstRead: worst((trial) => trial.readOutageMs),
    worstTouched: worst((trial) => trial.touchedOutageMs),
    cameBack:
      seen.length === 0
        ? null
        : { yes: seen.filter((trial) => trial.comesBackAlone).length, of: seen.length },
    reasons: [...new Set(trials.flatMap((trial) => trial.reason ?? []))],
    trials: entries.map(({ trial, run }) => ({
      scenario: run.scenario,
      seed: run.seed,
      trial: trial.trial,
      target: trial.target,
      state: trial.state,
      ...(trial.writeOutageMs === undefined ? {} : { write: trial.writeOutageMs }),
      ...(trial.readOutageMs === undefined ? {} : { read: trial.readOutageMs }),
      ...(trial.touchedOutageMs === undefined ? {} : { touched: trial.touchedOutageMs }),
      ...(trial.rejoinedMs === undefined ? {} : { rejoinedMs: trial.rejoinedMs }),
      ...(trial.phases === undefined ? {} : { phases: trial.phases }),
      lost: trial.lost,
    })),
  };
}
