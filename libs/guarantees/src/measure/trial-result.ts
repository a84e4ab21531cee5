import type { Plan } from '@plimsoll/history/plan';
import type { Outage, TrialResult } from '../verdict.ts';
import type { BookedFault } from './fault-book.ts';
import { isStall, longestOutage, worstOutage } from './outage.ts';
import type { Series, Window } from './outage.ts';
import { touchedInstances, touchesSeries } from './touched.ts';

/** What was observed, for `trialResult` to ask. */
export interface Observed {
  readonly plan: Plan;
  readonly faults: readonly BookedFault[];
  readonly series: readonly Series[];
  readonly endMicros: number;
  /** Moments of the acknowledgements of lost sends, booked to this trial. */
  readonly lost: number;
  /** Whether its health was asked for at all in that time. */
  readonly polled: (instance: string, fromMicros: number, limitMicros: number) => boolean;
  readonly firstReady: (instance: string, fromMicros: number, limitMicros: number) => number | null;
  readonly firstNotReady: (instance: string, fromMicros: number, limitMicros: number) => number | null;
  readonly steadyFrom: (fromMicros: number, limitMicros: number) => number | null;
}

/** A booked fault with its outages and phases (HS-06): one line of the report's list of trials. */
export function trialResult(fault: BookedFault, observed: Observed): TrialResult {
  const { planned, steps } = fault;
  const voids = [...(planned.mustBreak ?? []), ...(planned.mayBreak ?? [])];
  const base = {
    trial: planned.trial,
    fault: planned.fault,
    title: planned.title ?? planned.fault,
    class: planned.class ?? 'other',
    mode: planned.mode ?? steps.find((step) => step.mode !== undefined)?.mode ?? '',
    target: steps[0]?.target ?? planned.target,
    touches: fault.touches,
    ...stateOf(fault),
    receipts: steps.map((step) => ({
      step: step.step,
      atMicros: step.atMicros,
      words: step.observation ?? '',
    })),
    ...(fault.plannedMicros === undefined ? {} : { plannedMicros: fault.plannedMicros }),
    ...(fault.appliedMicros === undefined ? {} : { appliedMicros: fault.appliedMicros }),
    ...(fault.healedMicros === undefined ? {} : { healedMicros: fault.healedMicros }),
    lost: observed.lost,
    ...(voids.length === 0 ? {} : { voids }),
  };
  if (fault.appliedMicros === undefined) return base;
  return { ...base, ...measured(fault, fault.appliedMicros, observed) };
}

function stateOf(fault: BookedFault): Pick<TrialResult, 'state' | 'reason'> {
  const step = (name: string) => fault.steps.find((one) => one.step === name);
  const because = (name: string): string => step(name)?.observation ?? 'no reason recorded';
  if (step('n/a')) return { state: 'n/a', reason: because('n/a') };
  if (step('not-tested')) return { state: 'not tested', reason: because('not-tested') };
  if (!step('applied')) return { state: 'not tested', reason: 'planned, but never applied' };
  if (!step('bit'))
    return { state: 'invalid', reason: `no receipt that it bit${tail(step('not-bit')?.observation)}` };
  if (!step('healed'))
    return { state: 'invalid', reason: `not seen to be healed${tail(step('not-healed')?.observation)}` };
  return { state: 'tested' };
}

const tail = (words: string | undefined): string => (words === undefined ? '' : `: ${words}`);

function measured(fault: BookedFault, appliedMicros: number, observed: Observed): Partial<TrialResult> {
  const { plan } = observed;
  const healing = fault.healingMicros ?? Math.min(fault.nextAppliedMicros, observed.endMicros);
  const endMicros = Math.min(fault.nextAppliedMicros, observed.endMicros);
  const window: Window = {
    fromMicros: appliedMicros,
    toMicros: Math.min(
      endMicros,
      (fault.healedMicros ?? healing) +
        1000 * Math.max(plan.scenario.recoveryMs, plan.subject.bounds['recoveryMs'] ?? 0),
    ),
    healedMicros: fault.healedMicros ?? healing,
    endMicros,
  };
  // Faults that are on at the same time take down what each of them touches.
  const together = observed.faults.filter(
    (other) =>
      other.appliedMicros !== undefined &&
      other.appliedMicros <= healing &&
      (other.healingMicros ?? Infinity) >= appliedMicros,
  );
  const touched = (series: Series): boolean =>
    together.some((other) => touchesSeries(plan, other.touches, series));
  const outages = (wanted: (series: Series) => boolean): Outage[] =>
    observed.series.filter(wanted).flatMap((series) => longestOutage(series, window) ?? []);
  const writes = outages((series) => series.probe === 'write' && !touched(series));
  const reads = outages((series) => series.probe === 'read' && !touched(series));
  const atTouched = outages(touched);
  const write = worstOutage(writes);
  const read = worstOutage(reads);
  const hit = worstOutage(atTouched);

  const instances = touchedInstances(plan, fault.touches).filter((instance) =>
    observed.polled(instance, appliedMicros, endMicros),
  );
  const seen = (find: Observed['firstReady'], from: number): (number | null)[] =>
    instances.map((instance) => find(instance, from, endMicros));
  const ready = seen(observed.firstReady, healing);
  const rejoined = ready.includes(null) ? null : Math.max(...ready.map((micros) => micros ?? 0));
  const detected = seen(observed.firstNotReady, appliedMicros).filter((micros) => micros !== null);

  const stalls = [...writes, ...reads].filter(isStall);
  const back = (list: readonly Outage[], pick: (...values: number[]) => number): number | null =>
    list.every((one) => one.censored)
      ? null
      : (pick(...list.filter((one) => !one.censored).map((one) => one.toMicros)) - appliedMicros) / 1000;
  const steady = observed.steadyFrom(appliedMicros, endMicros);
  const stalledWrites = stalls.filter((one) => one.series.startsWith('write'));
  return {
    ...(write === undefined ? {} : { writeOutageMs: write }),
    ...(read === undefined ? {} : { readOutageMs: read }),
    ...(hit === undefined ? {} : { touchedOutageMs: hit }),
    ...(instances.length === 0 ? {} : { rejoinedMs: rejoined === null ? null : (rejoined - healing) / 1000 }),
    comesBackAlone:
      [...writes, ...reads, ...atTouched].every((one) => !one.censored) &&
      (instances.length === 0 || rejoined !== null),
    phases: {
      detectMs: detected.length === 0 ? null : (Math.min(...detected) - appliedMicros) / 1000,
      firstSuccessMs: back(stalledWrites, Math.min),
      allBackMs: stalls.some((one) => one.censored) ? null : back(stalls, Math.max),
      steadyMs: steady === null ? null : (steady - appliedMicros) / 1000,
    },
  };
}
