import type { Plan, PlannedTrial } from '@plimsoll/history/plan';
import type { FaultRecord } from '@plimsoll/history/record';
import type { Checker } from '../guarantee.ts';

/** A planned fault with every step that was recorded of it. */
export interface BookedFault {
  readonly planned: Omit<PlannedTrial, 'jitterMs' | 'together'>;
  readonly steps: readonly FaultRecord[];
  readonly touches: readonly string[];
  readonly plannedMicros?: number;
  readonly appliedMicros?: number;
  readonly bitMicros?: number;
  /** When undoing began; falls back to when it was seen to be gone. */
  readonly healingMicros?: number;
  readonly healedMicros?: number;
  /** First fault applied after this one's, that is not on together with it; Infinity for the last. */
  readonly nextAppliedMicros: number;
}

const stepsAtMost = 64;

/** Puts the fault records beside the plan: planned = reported, so a trial that never started is listed too (HX-M9). */
export function faultBook(plan: Plan): { readonly on: Checker['on']; finish(): readonly BookedFault[] } {
  const booked = plan.trials
    .flatMap((trial) => [trial, ...trial.together])
    .map((planned) => ({ planned, steps: [] as FaultRecord[] }));
  const find = (record: FaultRecord): { steps: FaultRecord[] } | undefined => {
    const same = booked.filter(
      ({ planned }) => planned.trial === record.trial && planned.fault === record.fault,
    );
    return same.find(({ planned }) => planned.target === record.target) ?? same[0];
  };
  return {
    on: {
      fault(record) {
        const entry = find(record);
        if (entry !== undefined && entry.steps.length < stepsAtMost) entry.steps.push(record);
      },
    },
    finish: () => {
      const applied = booked.map(({ steps }) => at(steps, 'applied') ?? Infinity);
      return booked.map(({ planned, steps }, index) => {
        const from = applied[index] ?? Infinity;
        const until = at(steps, 'healing') ?? at(steps, 'healed') ?? from;
        const marks = {
          plannedMicros: at(steps, 'planned'),
          appliedMicros: at(steps, 'applied'),
          bitMicros: at(steps, 'bit'),
          healingMicros: at(steps, 'healing') ?? at(steps, 'healed'),
          healedMicros: at(steps, 'healed'),
        };
        const known = Object.fromEntries(Object.entries(marks).filter(([, micros]) => micros !== undefined));
        return {
          planned,
          steps,
          touches: [...new Set(steps.flatMap((step) => step.touches))],
          ...known,
          nextAppliedMicros: Math.min(
            ...applied.filter((micros) => micros > from && micros > until),
            Infinity,
          ),
        };
      });
    },
  };
}

function at(steps: readonly FaultRecord[], step: FaultRecord['step']): number | undefined {
  return steps.find((one) => one.step === step)?.atMicros;
}
