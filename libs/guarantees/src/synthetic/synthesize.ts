import type { HistoryFile } from '@plimsoll/history/layout';
import type { Plan } from '@plimsoll/history/plan';
import { random } from '@plimsoll/history/random';
import type { HistoryRecord } from '@plimsoll/history/record';
import { drawLife } from './draw-life.ts';
import type { Life } from './draw-life.ts';
import { finalRecords, liveRecords } from './reader-records.ts';
import { syntheticPlan } from './synthetic-plan.ts';
import { loadRecords, runnerRecords, watchRecords } from './writer-records.ts';

/** How large, and how odd, a synthetic history is. Everything else follows from the seed. */
export interface Synthesis {
  readonly seed: string;
  readonly sends: number;
  readonly ratePerSecond: number;
  readonly members: number;
  readonly nodes: number;
  readonly gateways: number;
  /** Faults of the kind "one node is killed", evenly spread. */
  readonly kills: number;
  /** Live readers at each node. */
  readonly readersPerNode: number;
  /** Old events are gone by the time of the final reads. */
  readonly pruned: boolean;
  /** Legal oddities, 0..1: duplicates before expiry, sends lost near a fault, refusals, streams that break, coarse or future timestamps … */
  readonly oddity: number;
}

/** A synthetic run: a plan, and records in judging order. */
export interface Synthetic {
  readonly plan: Plan;
  readonly life: Life;
  records(): Generator<readonly [HistoryFile, HistoryRecord]>;
}

/** A small run that has some of everything. */
export const smallSynthesis: Synthesis = {
  seed: '1',
  sends: 1500,
  ratePerSecond: 100,
  members: 4,
  nodes: 2,
  gateways: 1,
  kills: 1,
  readersPerNode: 2,
  pruned: false,
  oddity: 0.5,
};

/**
 * A big legal history from a seed: what a correct sequencer, with such oddities as the rules allow, could have made its
 * observers record. For the tests of the checkers (never an alarm on it; with one planted defect always one) and for their bench.
 */
export function synthesize(synthesis: Synthesis): Synthetic {
  const life = drawLife(synthesis, random(synthesis.seed, 'life'));
  const plan = syntheticPlan(synthesis, life);
  return {
    plan,
    life,
    *records() {
      for (const record of runnerRecords(plan, life)) yield ['runner', record];
      for (const record of merge(
        loadRecords(synthesis, plan, life, random(synthesis.seed, 'load')),
        liveRecords(synthesis, plan, life, 'load', random(synthesis.seed, 'live')),
      ))
        yield ['load', record];
      for (const record of merge(
        watchRecords(synthesis, plan, life),
        liveRecords(synthesis, plan, life, 'watch', random(synthesis.seed, 'watch')),
      ))
        yield ['watch', record];
      for (const observer of ['first', 'second'] as const)
        for (const record of finalRecords(synthesis, plan, life, observer)) yield [observer, record];
    },
  };
}

type Timed = readonly [atMicros: number, record: HistoryRecord];

/** Two series that are each in time order, as one: how a process writes them. */
function* merge(one: Generator<Timed>, other: Generator<Timed>): Generator<HistoryRecord> {
  let [a, b] = [one.next(), other.next()];
  while (!a.done || !b.done) {
    if (b.done || (!a.done && a.value[0] <= b.value[0])) {
      yield (a.value as Timed)[1];
      a = one.next();
    } else {
      yield (b.value as Timed)[1];
      b = other.next();
    }
  }
}
