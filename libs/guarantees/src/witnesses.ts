import type { Finding, JudgeContext, Witness } from './guarantee.ts';

const keptMax = 3;

/** Counts violations and keeps the first few as witnesses; makes the finding of them. */
export class Witnesses {
  violations = 0;
  readonly #kept: Witness[] = [];
  readonly #context: JudgeContext;

  constructor(context: JudgeContext) {
    this.#context = context;
  }

  /** Prose is made only for witnesses that are kept: there may be millions of violations. */
  add(prose: () => string, places: readonly number[], atMicros?: number): void {
    this.violations += 1;
    if (this.#kept.length >= keptMax) return;
    const positions = places.map((place) => this.#context.positionOf(place));
    this.#kept.push({ prose: prose(), positions, ...(atMicros === undefined ? {} : { atMicros }) });
  }

  /**
   * FAIL if there were violations; NOT_TESTED if nothing was there to be checked; else PASS.
   *
   * @param what what was counted, in the plural: "acknowledged sends"
   */
  finding(checked: number, what: string, counts?: Readonly<Record<string, number>>): Finding {
    const rest = {
      checked,
      violations: this.violations,
      witnesses: this.#kept,
      ...(counts === undefined ? {} : { counts }),
    };
    if (this.violations > 0) {
      const reason = `${this.violations} violation${this.violations === 1 ? '' : 's'} in ${checked} ${what}`;
      return { verdict: 'FAIL', ...rest, reason };
    }
    if (checked === 0) return { verdict: 'NOT_TESTED', ...rest, reason: `there were no ${what} in this run` };
    return { verdict: 'PASS', ...rest, reason: `0 violations in ${checked} ${what}` };
  }
}
