import type { Plan } from '@plimsoll/history/plan';
import type { HistoryRecord } from '@plimsoll/history/record';
import { compose } from './compose.ts';
import { openCourt } from './court.ts';
import { faultTrials } from './evidence/fault-trials.ts';
import type { Checker, Finding, Guarantee } from './guarantee.ts';
import { measure } from './measure/measure.ts';
import { validityChecks } from './validity/validity-checks.ts';
import { sound, unsound } from './validity/validity-check.ts';
import type { ValidityCheck, ValidityLine } from './validity/validity-check.ts';
import type { GuaranteeResult, RunVerdict } from './verdict.ts';
import { voided } from './voided.ts';

/** A run being judged: hears every record once, in judging order, then says the verdict. Pure, no I/O. */
export interface Case {
  openFile(file: string): void;
  hear(record: HistoryRecord, line: number): void;
  /**
   * @param recorded number of records that the seal states
   * @param damage what the reader found wrong with the bytes
   */
  finish(recorded: number, damage?: readonly ValidityLine[]): RunVerdict;
}

/**
 * Opens a case over a plan. The guarantees are given, so that a broken one can be put in for a test (HX-M3, HX-M4); those about another
 * system are no part of it.
 */
export function openCase(plan: Plan, catalogue: readonly Guarantee[]): Case {
  const guarantees = catalogue.filter((guarantee) => concerns(guarantee, plan.subject.system));
  const court = openCourt(plan);
  const { context } = court;
  // Asked for at the end by `voided`: it has to listen from the start.
  context.evidence(faultTrials);
  const checkers = new Map<string, Checker>();
  const excused = new Map<string, string>();
  for (const guarantee of guarantees) {
    const reason = excuse(guarantee, plan);
    if (reason !== undefined) excused.set(guarantee.id, reason);
    else
      court.admit(guarantee.id, () => {
        const checker = guarantee.check(context);
        checkers.set(guarantee.id, checker);
        return checker.on;
      });
  }
  const checks: ValidityCheck[] = [];
  for (const make of validityChecks)
    court.admit(`validity ${make.name}`, () => {
      const check = make(context);
      checks.push(check);
      return check.on;
    });
  const meter = measure(plan, context);
  court.admit('measure', () => meter.on);

  return {
    openFile: (file) => court.openFile(file),
    hear: (record, line) => court.hear(record, line),
    finish(recorded, damage = []) {
      const measured = meter.finish();
      const found = guarantees.map((guarantee): GuaranteeResult => {
        const { id, title, text, level, kind, rules, source } = guarantee;
        return { id, title, text, level, kind, rules, source, finding: conclude(guarantee) };
      });
      const voids = voided(plan, context, found);
      const validity: ValidityLine[] = [
        ...(damage.length > 0 ? damage : [sound('evidence', 'Every line is as written and sealed.')]),
        count(court.heard, recorded, damage.length > 0),
        ...checks.flatMap((check) => finishCheck(check)),
        ...voids.lines,
      ];
      for (const collapse of court.collapses)
        if (!checkers.has(collapse.part))
          validity.push(
            unsound(
              'judging',
              `${collapse.part} gave up while judging (${collapse.words}): nothing that rests on it can pass.`,
              [],
              'INCONCLUSIVE',
            ),
          );
      const { verdict, reason } = compose(voids.guarantees, validity);
      const { name, version, profile, digest, mutant } = plan.subject;
      return {
        plimsoll: 1,
        verdict,
        exitCode: exitCode[verdict],
        reason,
        subject: {
          name,
          version,
          ...(profile === undefined ? {} : { profile }),
          digest,
          ...(mutant === undefined ? {} : { mutant }),
        },
        scenario: plan.scenario.name,
        seed: plan.seed,
        guarantees: voids.guarantees,
        ...measured,
        validity,
        records: { judged: court.heard, recorded },
      };

      function finishCheck(check: ValidityCheck): readonly ValidityLine[] {
        try {
          return check.finish(measured);
        } catch (error) {
          return [unsound('judging', `A validity check gave up: ${words(error)}`, [], 'INCONCLUSIVE')];
        }
      }
    },
  };

  function conclude(guarantee: Guarantee): Finding {
    const reason = excused.get(guarantee.id);
    if (reason !== undefined) return nothing('NOT_TESTED', reason);
    const collapse = court.collapses.find(
      (each) => each.part === guarantee.id || each.part.startsWith('evidence '),
    );
    if (collapse !== undefined)
      return nothing('INCONCLUSIVE', `its checker gave up (${collapse.words}): nothing was shown`);
    try {
      const finding = checkers.get(guarantee.id)?.finish();
      return finding ?? nothing('INCONCLUSIVE', 'its checker was never made');
    } catch (error) {
      return nothing('INCONCLUSIVE', `its checker gave up at the end (${words(error)}): nothing was shown`);
    }
  }
}

const exitCode = { PASS: 0, FAIL: 1, INCONCLUSIVE: 2, INVALID: 3 } as const;

/** Whether a guarantee is about this system: its own, or the common envelope that all speak. */
export function concerns(guarantee: Guarantee, system: string): boolean {
  return guarantee.system === 'any' || guarantee.system === system;
}

/** Why a guarantee is not tested on this subject at all; undefined when it is. */
function excuse(guarantee: Guarantee, plan: Plan): string | undefined {
  const exempt = plan.subject.exempt[guarantee.id];
  if (exempt !== undefined) return `the subject does not claim it: ${exempt}`;
  const lacking = guarantee.needs.filter((need) => !plan.subject.capabilities.includes(need));
  if (lacking.length > 0) return `the subject does not claim ${lacking.join(', ')}`;
  return undefined;
}

function nothing(verdict: 'NOT_TESTED' | 'INCONCLUSIVE', reason: string): Finding {
  return { verdict, checked: 0, violations: 0, witnesses: [], reason };
}

function count(heard: number, recorded: number, damaged: boolean): ValidityLine {
  if (damaged || heard === recorded) return sound('records', `${heard} records judged.`);
  return unsound('records', `${heard} records were judged, but ${recorded} were sealed.`);
}

function words(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
