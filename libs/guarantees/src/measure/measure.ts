import type { Plan } from '@plimsoll/history/plan';
import type { PhaseRecord } from '@plimsoll/history/record';
import type { Checker, JudgeContext } from '../guarantee.ts';
import type { RunVerdict } from '../verdict.ts';
import { chainFigures } from './chain-figures.ts';
import { cells, loadTimes } from './cells.ts';
import { conditions } from './conditions.ts';
import { dispatch } from './dispatch.ts';
import { faultBook } from './fault-book.ts';
import type { BookedFault } from './fault-book.ts';
import { laneRecorder } from './lanes.ts';
import { loadFigures } from './load-figures.ts';
import { lostOperations } from './lost-operations.ts';
import { lostSends } from './lost.ts';
import { probeSeries } from './probe-series.ts';
import { sendBuckets } from './send-buckets.ts';
import { trialResult } from './trial-result.ts';

/** The part of a verdict that is measured and not judged. */
export type Measured = Pick<RunVerdict, 'trials' | 'cells' | 'sometimes' | 'load' | 'timeline' | 'chain'>;

const phasesAtMost = 2000;
/** A poll that a fault swallowed was sent at most this long before it. */
const pollMicros = 1_000_000;

/**
 * Measures a run in one streaming pass over its records, in judging order: outages by trial, load, timeline, cells
 * and "sometimes" conditions. Pure: no clock, no I/O; the same bytes give the same figures anywhere. Memory is
 * bounded: a few bytes a message id, eight a successful probe, fixed tables for the rest.
 *
 * @param context of the judge that hears the same records: what an operator's chain says is taken from its evidence
 */
export function measure(
  plan: Plan,
  context?: JudgeContext,
): { readonly on: Checker['on']; finish(): Measured } {
  const faults = faultBook(plan);
  const series = probeSeries();
  const lanes = laneRecorder(plan);
  const load = loadFigures();
  const buckets = sendBuckets();
  const lost =
    plan.subject.system === 'operator' && context !== undefined ? lostOperations(context) : lostSends(plan);
  const chain =
    plan.subject.system === 'operator' && context !== undefined ? chainFigures(context) : undefined;
  const times = loadTimes();
  const sometimes = conditions
    .filter(({ system }) => system === undefined || system === plan.subject.system)
    .map((condition) => ({ condition, watch: condition.watch(plan) }));
  const phases: PhaseRecord[] = [];
  let endMicros = 0;
  const seen = (atMicros: number): void => {
    if (atMicros > endMicros) endMicros = atMicros;
  };

  return {
    on: dispatch([
      {
        phase(record) {
          seen(record.atMicros);
          if (phases.length < phasesAtMost) phases.push(record);
        },
        fault: (record) => seen(record.atMicros),
        process: (record) => seen(record.atMicros),
        probe: (record) => seen(record.doneMicros),
        health: (record) => seen(record.doneMicros),
        send: (record) => seen(record.doneMicros),
        operation: (record) => seen(record.doneMicros),
      },
      ...[faults, series, lanes, load, buckets, lost, times].map((part) => part.on),
      ...(chain === undefined ? [] : [chain.on]),
      ...sometimes.map(({ watch }) => watch.on),
    ]),
    finish: () => {
      const booked = faults.finish();
      const sends = buckets.finish();
      const lostAt = lost.finish();
      // Probing stops at the final reads: an outage cannot be told beyond it.
      const finalMicros = phases.find((one) => one.phase === 'final')?.atMicros ?? endMicros;
      const observed = {
        plan,
        faults: booked,
        series: series.finish(),
        endMicros: finalMicros,
        polled: (instance: string, from: number, limit: number) =>
          lanes.firstSeen(instance, () => true, from, limit) !== null,
        firstReady: (instance: string, from: number, limit: number) =>
          lanes.firstSeen(instance, (state) => state === 'ready', from, limit),
        firstNotReady: (instance: string, from: number, limit: number) =>
          lanes.firstSeen(instance, (state) => state !== 'ready', from, limit, pollMicros),
        steadyFrom: (from: number, limit: number) => sends.steadyFrom(from, limit),
      };
      const owners = lostAt.map((atMicros) => ownerOf(booked, atMicros));
      const trials = booked.map((fault) =>
        trialResult(fault, { ...observed, lost: owners.filter((owner) => owner === fault).length }),
      );
      const required = new Set(plan.scenario.required);
      const known = sometimes.map(({ condition, watch }) => ({
        id: condition.id,
        text: condition.text,
        hits: watch.hits(),
        required: required.delete(condition.id) && (condition.possible?.(plan) ?? true),
      }));
      // A required condition that nobody knows is never met: a slip of the pen must not pass.
      const unknown = [...required].map((id) => ({
        id,
        text: 'No such condition is known.',
        hits: 0,
        required: true,
      }));
      return {
        trials,
        cells: cells(plan, trials, (from, to) => times.loadedBetween(from, to)),
        sometimes: [...known, ...unknown],
        load: load.finish(),
        ...(chain === undefined ? {} : { chain: chain.finish() }),
        timeline: {
          bucketMs: sends.bucketMs,
          sends: sends.points,
          lanes: lanes.lanes(endMicros),
          faults: booked.flatMap((fault) =>
            fault.appliedMicros === undefined
              ? []
              : [
                  {
                    trial: fault.planned.trial,
                    fault: fault.planned.fault,
                    target: fault.steps[0]?.target ?? fault.planned.target,
                    fromMs: fault.appliedMicros / 1000,
                    toMs: (fault.healedMicros ?? Math.min(fault.nextAppliedMicros, endMicros)) / 1000,
                  },
                ],
          ),
          phases: phases.map((one) => ({ phase: one.phase, atMs: one.atMicros / 1000 })),
        },
      };
    },
  };
}

/** The trial to which a lost send is booked: the one on at its acknowledgement, else the next, else the last. */
function ownerOf(booked: readonly BookedFault[], atMicros: number): BookedFault | undefined {
  const applied = booked.filter((fault) => fault.appliedMicros !== undefined);
  return (
    applied.find((fault) => (fault.healedMicros ?? fault.nextAppliedMicros) >= atMicros) ?? applied.at(-1)
  );
}
