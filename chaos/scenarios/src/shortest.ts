import type { Scenario } from '@plimsoll/history/scenario';

/** What a fault takes where a step does not say: a hold, and what injection and receipts cost, on two busy cores. */
const unsaidHoldMs = 2_500;
const receiptsMs = 700;

/**
 * The least that a scenario's trials take, milliseconds, if every recovery is immediate: floors, holds, half of the
 * jitter and the receipts. Without set-up and final reads. For planning and printing; the run decides by conditions.
 */
export function shortestMs(scenario: Scenario): number {
  const trials = scenario.steps.flatMap((step) =>
    Array.from({ length: step.repeat ?? 1 }, () => step.holdMs ?? unsaidHoldMs),
  );
  const each = receiptsMs + scenario.recoveryMs + (scenario.jitterMaxMs ?? 1_000) / 2;
  const idleMs = trials.length === 0 ? scenario.recoveryMs : 0;
  return scenario.steadyMs + idleMs + trials.reduce((sum, holdMs) => sum + holdMs + each, 0);
}
