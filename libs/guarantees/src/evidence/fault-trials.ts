import type { FaultRecord } from '@plimsoll/history/record';
import type { Checker, Evidence, JudgeContext } from '../guarantee.ts';

/** One fault as it went, on the run clock. */
export interface FaultTrial {
  readonly trial: number;
  readonly fault: string;
  readonly target: string;
  /** Of the plan; `other` when the plan does not say. */
  readonly class: string;
  readonly touches: readonly string[];
  readonly place: number;
  appliedMicros: number;
  /** When undoing began; Infinity while it did not. */
  healingMicros: number;
  /** Seen gone; Infinity while it was not. */
  healedMicros: number;
  bit: boolean;
}

/** When each fault was on, what it touched, and the quiet between. */
export class FaultTrials implements Evidence {
  readonly all: FaultTrial[] = [];
  /** Start of the final reads; Infinity while not reached. Probing ends here. */
  finalMicros = Infinity;
  /** Start of the load phase: steady state was reached. */
  loadMicros = Infinity;
  /** When load went on while steady state was waited for, and when that was given up; Infinity while not reached. */
  #steadyMicros = Infinity;
  #healMicros = Infinity;
  readonly #context: JudgeContext;

  constructor(context: JudgeContext) {
    this.#context = context;
  }

  readonly on: Checker['on'] = {
    phase: (record) => {
      if (record.phase === 'final') this.finalMicros = Math.min(this.finalMicros, record.atMicros);
      if (record.phase === 'steady') this.#steadyMicros = Math.min(this.#steadyMicros, record.atMicros);
      if (record.phase === 'heal') this.#healMicros = Math.min(this.#healMicros, record.atMicros);
      if (record.phase === 'load') this.loadMicros = Math.min(this.loadMicros, record.atMicros);
    },
    fault: (record) => this.#step(record),
  };

  bit(trial: number, fault: string): boolean {
    return this.all.some((each) => each.trial === trial && each.fault === fault && each.bit);
  }

  /** Whether a fault applied before this moment was never seen gone: then nothing after it is the subject's alone. */
  unhealed(beforeMicros = Infinity): boolean {
    return this.all.some((each) => each.appliedMicros < beforeMicros && each.healedMicros === Infinity);
  }

  /**
   * Stretches of the load without any fault, each from `settleMicros` after the last one was seen gone. When steady state
   * was never reached: the wait for it, once the subject has had its recovery time. Never steady is no excuse.
   */
  quiet(settleMicros: number): readonly { readonly fromMicros: number; readonly toMicros: number }[] {
    const end = this.finalMicros;
    const stretches: { fromMicros: number; toMicros: number }[] = [];
    if (this.loadMicros === Infinity) {
      const fromMicros = this.#steadyMicros + this.#context.bounds.recoveryMs * 1000;
      return fromMicros < this.#healMicros && this.#healMicros < Infinity
        ? [{ fromMicros, toMicros: this.#healMicros }]
        : [];
    }
    let from = this.loadMicros;
    const sorted = this.all
      .filter((each) => each.appliedMicros < Infinity)
      .sort((a, b) => a.appliedMicros - b.appliedMicros);
    for (const each of sorted) {
      if (each.appliedMicros > from) stretches.push({ fromMicros: from, toMicros: each.appliedMicros });
      from = Math.max(from, each.healedMicros + settleMicros);
    }
    if (from < end && end < Infinity) stretches.push({ fromMicros: from, toMicros: end });
    return stretches;
  }

  #step(record: FaultRecord): void {
    if (record.trial < 0) return;
    let trial = this.all.find(
      (each) => each.trial === record.trial && each.fault === record.fault && each.target === record.target,
    );
    if (trial === undefined) {
      const planned = this.#context.plan.trials
        .flatMap((each) => [each, ...each.together])
        .find((each) => each.trial === record.trial && each.fault === record.fault);
      trial = {
        trial: record.trial,
        fault: record.fault,
        target: record.target,
        class: planned?.class ?? 'other',
        touches: record.touches,
        place: this.#context.place(),
        appliedMicros: Infinity,
        healingMicros: Infinity,
        healedMicros: Infinity,
        bit: false,
      };
      this.all.push(trial);
    }
    const { atMicros } = record;
    if (record.step === 'applied') trial.appliedMicros = Math.min(trial.appliedMicros, atMicros);
    if (record.step === 'bit') trial.bit = true;
    if (record.step === 'healing') trial.healingMicros = Math.min(trial.healingMicros, atMicros);
    if (record.step === 'healed') trial.healedMicros = Math.min(trial.healedMicros, atMicros);
  }
}

/** The faults of this run. */
export function faultTrials(context: JudgeContext): FaultTrials {
  return new FaultTrials(context);
}
