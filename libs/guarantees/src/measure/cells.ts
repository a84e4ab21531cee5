import type { Plan } from '@plimsoll/history/plan';
import { onAsked } from '../evidence/asked.ts';
import type { Checker } from '../guarantee.ts';
import type { RunVerdict, TrialResult } from '../verdict.ts';

/** The class of a target: what stands before the colon. */
export function targetClass(target: string): string {
  return target.split(':')[0] ?? target;
}

/** Remembers when the load was on, to say in which phase a fault hit. */
export function loadTimes(): {
  readonly on: Checker['on'];
  /** Whether at least one send of the load was due between the two moments, µs. */
  loadedBetween(fromMicros: number, toMicros: number): boolean;
} {
  /** Seconds of the run in which a send was due. */
  const seconds = new Set<number>();
  return {
    on: onAsked((record) => {
      if (record.purpose === 'load') seconds.add(Math.floor(record.dueMicros / 1e6));
    }),
    loadedBetween(fromMicros, toMicros) {
      for (let second = Math.floor(fromMicros / 1e6); second <= Math.floor(toMicros / 1e6); second++)
        if (seconds.has(second)) return true;
      return false;
    },
  };
}

/**
 * Cells fault × class of target × phase (HR-12). Phases are `under load` and `quiet`. A cell is tested when a
 * trial with a full receipt hit it; it is n/a when the subject has no such part; else not tested, with the reason.
 */
export function cells(
  plan: Plan,
  trials: readonly TrialResult[],
  loadedBetween: (fromMicros: number, toMicros: number) => boolean,
): RunVerdict['cells'] {
  type Cell = RunVerdict['cells'][number];
  const all = new Map<string, Cell>();
  const rank = { tested: 2, 'n/a': 1, 'not tested': 0 };
  const put = (cell: Cell): void => {
    const key = `${cell.fault}|${cell.target}|${cell.phase}`;
    const before = all.get(key);
    const better = before === undefined || rank[cell.state] > rank[before.state] ? cell : before;
    all.set(key, { ...better, hits: (before?.hits ?? 0) + cell.hits });
  };
  for (const trial of trials) {
    const loaded =
      trial.appliedMicros === undefined ||
      loadedBetween(trial.appliedMicros, trial.healedMicros ?? trial.appliedMicros);
    const cell = {
      fault: trial.fault,
      target: targetClass(trial.target),
      phase: loaded ? 'under load' : 'quiet',
    };
    if (trial.state === 'tested') put({ ...cell, state: 'tested', hits: 1 });
    else
      put({
        ...cell,
        state: trial.state === 'n/a' ? 'n/a' : 'not tested',
        why: trial.reason ?? trial.state,
        hits: 0,
      });
  }
  for (const { fault, why } of plan.notAvailable)
    put({ fault, target: 'none', phase: 'under load', state: 'n/a', why, hits: 0 });
  return [...all.values()];
}
