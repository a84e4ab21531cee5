import { combine } from '@plimsoll/guarantees/tier-verdict';
import type { TierVerdict } from '@plimsoll/guarantees/tier-verdict';
import { faultRows } from '@plimsoll/guarantees/measure/fault-rows';
import type { FaultRow } from '@plimsoll/guarantees/measure/fault-rows';
import { loadLines } from '@plimsoll/guarantees/measure/load-lines';
import type { LoadLine } from '@plimsoll/guarantees/measure/load-lines';
import type { Verdict } from '@plimsoll/guarantees/guarantee';
import type { GuaranteeResult, RunVerdict } from '@plimsoll/guarantees/verdict';

/** What a report is made from: a verdict, and beside it what explains it. */
export interface ReportInput {
  readonly verdict: RunVerdict | TierVerdict;
  /** environment.json: versions, machine, probes of disk and clock. */
  readonly environment?: unknown;
  /** plan.json, one a run. */
  readonly plans?: readonly unknown[];
}

/** The same in one shape, whether one run or several. */
export interface ReportModel {
  readonly verdict: Verdict;
  readonly reason: string;
  /** `smoke`, `standard` …; undefined for a single run. */
  readonly tier?: string;
  readonly subject: RunVerdict['subject'];
  readonly runs: readonly RunVerdict[];
  readonly rows: readonly FaultRow[];
  readonly lines: readonly LoadLine[];
  readonly guarantees: readonly GuaranteeResult[];
  readonly notTested: readonly { readonly what: string; readonly why: string }[];
}

/** True for the verdict of several runs. */
export function isTier(verdict: RunVerdict | TierVerdict): verdict is TierVerdict {
  return 'runs' in verdict;
}

/** Brings one or several runs into the shape that every output reads. */
export function reportModel(verdict: RunVerdict | TierVerdict): ReportModel {
  const tier = isTier(verdict) ? verdict : combine('run', [verdict], []);
  const { runs } = tier;
  const guarantees = mergeGuarantees(runs);
  return {
    verdict: verdict.verdict,
    reason: verdict.reason,
    ...(isTier(verdict) ? { tier: verdict.tier } : {}),
    subject: verdict.subject,
    runs,
    rows: isTier(verdict) ? verdict.faults : faultRows(runs),
    lines: loadLines(runs),
    guarantees,
    notTested: notTested(tier, guarantees),
  };
}

/** One line a guarantee over all runs: the worst verdict, the sums, the first witnesses. */
function mergeGuarantees(runs: readonly RunVerdict[]): readonly GuaranteeResult[] {
  const order = ['FAIL', 'INVALID', 'INCONCLUSIVE', 'PASS', 'NOT_TESTED'] as const;
  const byId = new Map<string, GuaranteeResult>();
  for (const one of runs.flatMap((run) => run.guarantees)) {
    const before = byId.get(one.id);
    if (before === undefined) {
      byId.set(one.id, one);
      continue;
    }
    const worse = order.indexOf(one.finding.verdict) < order.indexOf(before.finding.verdict) ? one : before;
    byId.set(one.id, {
      ...worse,
      finding: {
        ...worse.finding,
        checked: before.finding.checked + one.finding.checked,
        violations: before.finding.violations + one.finding.violations,
        witnesses: [...before.finding.witnesses, ...one.finding.witnesses].slice(0, 5),
      },
    });
  }
  return [...byId.values()];
}

function notTested(
  tier: TierVerdict,
  guarantees: readonly GuaranteeResult[],
): readonly { readonly what: string; readonly why: string }[] {
  const all = new Map<string, string>();
  for (const { cell, why } of tier.missing)
    all.set(`required: ${cell.fault}${cell.target === undefined ? '' : ` on ${cell.target}`}`, why);
  for (const line of loadLines(tier.runs))
    if (line.planned === 0) all.set(`${line.class} faults`, line.words);
  const tested = new Set(
    tier.runs.flatMap((run) => run.cells.filter((cell) => cell.state === 'tested').map(({ fault }) => fault)),
  );
  for (const run of tier.runs)
    for (const cell of run.cells)
      if (cell.state !== 'tested' && !tested.has(cell.fault))
        all.set(
          `${cell.fault}${cell.target === 'none' ? '' : ` on ${cell.target}`}`,
          `${cell.state}: ${cell.why ?? ''}`,
        );
  for (const row of tier.faults)
    if (row.tested > 0 && row.tested < row.planned)
      all.set(`${row.planned - row.tested} of ${row.planned} trials of ${row.fault}`, row.reasons.join('; '));
  for (const { id, finding } of guarantees)
    if (finding.verdict === 'NOT_TESTED') all.set(`guarantee ${id}`, finding.reason);
  const hits = new Map<string, number>();
  for (const { id, hits: n } of tier.runs.flatMap((run) => run.sometimes))
    hits.set(id, (hits.get(id) ?? 0) + n);
  for (const one of tier.runs.flatMap((run) => run.sometimes))
    if (one.required && hits.get(one.id) === 0)
      all.set(`condition ${one.id}`, `required, but it never came about: ${one.text}`);
  return [...all].map(([what, why]) => ({ what, why }));
}
