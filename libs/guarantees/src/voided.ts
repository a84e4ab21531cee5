import type { Plan } from '@plimsoll/history/plan';
import type { Finding, JudgeContext } from './guarantee.ts';
import { faultTrials } from './evidence/fault-trials.ts';
import { sound, unsound } from './validity/validity-check.ts';
import type { ValidityLine } from './validity/validity-check.ts';
import type { GuaranteeResult } from './verdict.ts';

/**
 * Faults that void a guarantee by their nature (a store put back to an earlier copy loses what came after it). What such a fault
 * *must* break has to be seen broken, or the fault did nothing that matters; what it *may* break is not the
 * subject's fault. Either way that guarantee shows nothing in this run, and is reported so with what was seen.
 */
export function voided(
  plan: Plan,
  context: JudgeContext,
  found: readonly GuaranteeResult[],
): { readonly guarantees: readonly GuaranteeResult[]; readonly lines: readonly ValidityLine[] } {
  const trials = context.evidence(faultTrials);
  const must = new Map<string, string>();
  const may = new Map<string, string>();
  for (const planned of plan.trials.flatMap((trial) => [trial, ...trial.together])) {
    if (!trials.bit(planned.trial, planned.fault)) continue;
    for (const id of planned.mustBreak ?? []) must.set(id, planned.fault);
    for (const id of planned.mayBreak ?? []) may.set(id, planned.fault);
  }
  const lines: ValidityLine[] = [];
  const guarantees = found.map((result): GuaranteeResult => {
    const fault = must.get(result.id) ?? may.get(result.id);
    if (fault === undefined) return result;
    const broken = result.finding.verdict === 'FAIL';
    if (must.has(result.id) && result.finding.verdict !== 'NOT_TESTED') {
      lines.push(
        broken
          ? sound('must-break', `${fault} was seen to break ${result.id}, as it must.`)
          : unsound(
              'must-break',
              `${fault} must break ${result.id}, but nothing was seen broken: the fault did not reach what was acknowledged, or nobody looked.`,
            ),
      );
    }
    const seen = result.finding.witnesses[0]?.prose ?? result.finding.reason;
    const finding: Finding = {
      ...result.finding,
      verdict: 'NOT_TESTED',
      reason: broken
        ? `${fault} breaks it by its nature, and was seen to: ${seen}`
        : `${fault} voids it by its nature; nothing was seen broken`,
    };
    return { ...result, finding };
  });
  return { guarantees, lines };
}
