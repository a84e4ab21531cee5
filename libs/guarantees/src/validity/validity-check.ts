import type { Checker, JudgeContext } from '../guarantee.ts';
import type { Measured } from '../measure/measure.ts';
import type { RunVerdict } from '../verdict.ts';

/** One line of a verdict about the evidence, not about the subject. */
export type ValidityLine = RunVerdict['validity'][number];

/**
 * Something without which nothing may be concluded from a run. One streaming pass like a guarantee's; `finish` may use what
 * was measured. Lines with `ok: false` name the verdict that they lead to.
 */
export interface ValidityCheck {
  readonly on: Checker['on'];
  finish(measured: Measured): readonly ValidityLine[];
}

/** Makes a check for one run. */
export type MakeValidityCheck = (context: JudgeContext) => ValidityCheck;

/** A line that says all is well. */
export function sound(check: string, words: string): ValidityLine {
  return { check, ok: true, words };
}

/** A line that makes the run INVALID (or what is given). */
export function unsound(
  check: string,
  words: string,
  positions: ValidityLine['positions'] = [],
  verdict: 'INVALID' | 'INCONCLUSIVE' | 'FAIL' = 'INVALID',
): ValidityLine {
  return { check, ok: false, verdict, words, positions };
}
