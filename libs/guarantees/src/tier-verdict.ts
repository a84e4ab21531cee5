import type { Verdict } from './guarantee.ts';
import { faultRows } from './measure/fault-rows.ts';
import type { FaultRow } from './measure/fault-rows.ts';
import type { RunVerdict } from './verdict.ts';

/** A cell that a tier requires (HR-12): this fault, on this class of target if named, tested at least so often. */
export interface RequiredCell {
  readonly fault: string;
  /** Class of target, e.g. `node`; left out: any. */
  readonly target?: string;
  readonly phase?: string;
  /** Default 1. */
  readonly trials?: number;
}

/** What `certify` found over several runs of one subject; certificate.json without its signature. */
export interface TierVerdict {
  readonly plimsoll: 1;
  readonly tier: string;
  readonly verdict: Verdict;
  readonly exitCode: 0 | 1 | 2 | 3;
  /** One sentence. */
  readonly reason: string;
  readonly subject: RunVerdict['subject'];
  readonly runs: readonly RunVerdict[];
  /** One row a fault and mode, merged over the runs. */
  readonly faults: readonly FaultRow[];
  /** Required cells that were not reached, each with the reason. A part that the subject has not is no gap. */
  readonly missing: readonly { readonly cell: RequiredCell; readonly why: string }[];
}

const exitCodes = { PASS: 0, FAIL: 1, INCONCLUSIVE: 2, INVALID: 3 } as const;
/** FAIL > INVALID > INCONCLUSIVE > PASS (design, section 7): the first that any run has. */
const ranking = ['FAIL', 'INVALID', 'INCONCLUSIVE', 'PASS'] as const;

/** One verdict from several runs and the cells that the tier requires. Pure. */
export function combine(
  tier: string,
  runs: readonly RunVerdict[],
  required: readonly RequiredCell[],
): TierVerdict {
  const missing = required.flatMap((cell) => {
    const why = gap(runs, cell);
    return why === undefined ? [] : [{ cell, why }];
  });
  const strangers = new Set(runs.map((run) => run.subject.digest)).size > 1;
  const found = new Set<Verdict>(runs.map((run) => run.verdict));
  if (runs.length === 0 || missing.length > 0) found.add('INCONCLUSIVE');
  if (strangers) found.add('INVALID');
  const verdict = ranking.find((one) => found.has(one)) ?? 'INCONCLUSIVE';
  const decisive = runs.find((run) => run.verdict === verdict);
  return {
    plimsoll: 1,
    tier,
    verdict,
    exitCode: exitCodes[verdict],
    reason: reasonFor(verdict, { runs, decisive, missing: missing.length, strangers }),
    subject: runs[0]?.subject ?? { name: 'none', version: '', digest: '' },
    runs,
    faults: faultRows(runs),
    missing,
  };
}

function reasonFor(
  verdict: Verdict,
  seen: {
    readonly runs: readonly RunVerdict[];
    readonly decisive: RunVerdict | undefined;
    readonly missing: number;
    readonly strangers: boolean;
  },
): string {
  const { runs, decisive } = seen;
  if (verdict === 'PASS') {
    const trials = runs.reduce(
      (sum, run) => sum + run.trials.filter((one) => one.state === 'tested').length,
      0,
    );
    return `${runs.length} run${runs.length === 1 ? '' : 's'} passed, ${trials} trials with receipts.`;
  }
  if (decisive !== undefined) return `${decisive.scenario}: ${decisive.reason}`;
  if (seen.strangers) return 'The runs are of different subjects: their digests differ.';
  if (runs.length === 0) return 'Nothing was run.';
  return `${seen.missing} required cell${seen.missing === 1 ? ' was' : 's were'} not reached.`;
}

function gap(runs: readonly RunVerdict[], wanted: RequiredCell): string | undefined {
  const cells = runs
    .flatMap((run) => run.cells)
    .filter(
      (cell) =>
        cell.fault === wanted.fault &&
        (cell.state === 'n/a' || wanted.target === undefined || cell.target === wanted.target) &&
        (cell.state === 'n/a' || wanted.phase === undefined || cell.phase === wanted.phase),
    );
  const hits = cells.reduce((sum, cell) => sum + cell.hits, 0);
  const needed = wanted.trials ?? 1;
  if (hits >= needed) return undefined;
  // The subject has no such part: n/a, which is said but is not a gap.
  if (hits === 0 && cells.length > 0 && cells.every((cell) => cell.state === 'n/a')) return undefined;
  const why = cells.find((cell) => cell.why !== undefined)?.why;
  return `${hits} of ${needed} trials${why === undefined ? '' : `: ${why}`}`;
}
