import { clopperPearson } from '@plimsoll/guarantees/measure/clopper-pearson';
import { zeroBound } from '@plimsoll/guarantees/measure/zero-bound';

/** The result of `plimsoll mutants`: which broken subjects were convicted, by what, and how often a sound one was. */
export interface KillMatrix {
  readonly plimsoll: 1;
  readonly seed: string;
  /** Scenarios that were used, in order. */
  readonly scenarios: readonly string[];
  readonly mutants: readonly MutantRow[];
  /** Runs of the reference under the same scenarios with their faults; every FAIL among them is a false alarm. */
  readonly clean: readonly MatrixRun[];
}

/** One mutant with all its runs. */
export interface MutantRow {
  /** E.g. `DM-04`. */
  readonly mutant: string;
  readonly subject: string;
  /** What it does wrong, in a sentence. */
  readonly how: string;
  /** Rules that it breaks (DG-..), and the guarantees that must convict it. */
  readonly rules: readonly string[];
  readonly guarantees: readonly string[];
  readonly runs: readonly MatrixRun[];
}

/** One run in the matrix. */
export interface MatrixRun {
  /** Of a clean run: who was run. */
  readonly subject?: string;
  readonly scenario: string;
  readonly seed: string;
  readonly verdict: 'PASS' | 'FAIL' | 'INCONCLUSIVE' | 'INVALID';
  /** Ids of the guarantees that failed. */
  readonly failed: readonly string[];
  readonly tookSeconds: number;
  /** The first witness, in prose. */
  readonly witness?: string;
}

/** What a row comes to. */
export interface MutantFate {
  /**
   * `convicted`: a guarantee that it breaks is among the FAILs. `wrong witness`: only others failed, which is no kill
   * (HR-02). `survived`: it was tried and nothing failed. `not tried`: no run with good evidence.
   */
  readonly fate: 'convicted' | 'wrong witness' | 'survived' | 'not tried';
  /** Runs up to and with the first conviction. */
  readonly trials: number | null;
  readonly kills: number;
  /** Runs with good evidence: all but INVALID ones that convict nobody. */
  readonly of: number;
}

/** The fate of one mutant. Pure. */
export function fateOf(row: MutantRow): MutantFate {
  const convicts = (run: MatrixRun): boolean => run.failed.some((id) => row.guarantees.includes(id));
  const good = row.runs.filter((run) => run.verdict !== 'INVALID' || convicts(run));
  const first = row.runs.findIndex(convicts);
  const fate =
    first >= 0
      ? 'convicted'
      : good.length === 0
        ? 'not tried'
        : good.some((run) => run.failed.length > 0)
          ? 'wrong witness'
          : 'survived';
  return { fate, trials: first < 0 ? null : first + 1, kills: good.filter(convicts).length, of: good.length };
}

/** The whole matrix in figures. */
export interface MatrixTotals {
  readonly convicted: number;
  readonly of: number;
  readonly killRate: { readonly low: number; readonly high: number };
  readonly survivors: readonly string[];
  /** Median runs to conviction, of the convicted. */
  readonly medianTrials: number | null;
  readonly falseAlarms: number;
  readonly cleanRuns: number;
  /** Clean runs without good evidence; they count neither way. */
  readonly cleanInvalid: number;
  /** Upper end of the rate of false alarms at 95 %: 1 − 0.05^(1/n) for none (HS-10), else Clopper and Pearson's. */
  readonly falseAlarmsBelow: number;
}

/** Sums up a matrix. Pure. */
export function totalsOf(matrix: KillMatrix): MatrixTotals {
  const fates = matrix.mutants.map((row) => ({ row, ...fateOf(row) }));
  const convicted = fates.filter(({ fate }) => fate === 'convicted');
  const trials = convicted.flatMap((one) => one.trials ?? []).sort((a, b) => a - b);
  const clean = matrix.clean.filter((run) => run.verdict !== 'INVALID');
  const falseAlarms = clean.filter((run) => run.verdict === 'FAIL').length;
  return {
    convicted: convicted.length,
    of: fates.length,
    killRate: clopperPearson(convicted.length, fates.length),
    survivors: fates.filter(({ fate }) => fate !== 'convicted').map(({ row }) => row.mutant),
    medianTrials: trials[Math.floor((trials.length - 1) / 2)] ?? null,
    falseAlarms,
    cleanRuns: clean.length,
    cleanInvalid: matrix.clean.length - clean.length,
    falseAlarmsBelow:
      falseAlarms === 0 ? zeroBound(clean.length) : clopperPearson(falseAlarms, clean.length).high,
  };
}
