import { chainView } from '../../evidence/chain-view.ts';
import { faultTrials } from '../../evidence/fault-trials.ts';
import { operations as operationsOf } from '../../evidence/operations.ts';
import { said, statuses as statusesOf } from '../../evidence/statuses.ts';
import type { Guarantee } from '../../guarantee.ts';
import { touchedInstances } from '../../measure/touched.ts';
import { duration, runTime } from '../../words.ts';
import { Witnesses } from '../../witnesses.ts';

/** Fewer operations of others than these, after a bad one, show nothing. */
const othersMin = 5;
const settleMs = 5_000;

/**
 * Two clauses. While a fault takes out some instances only, the others do not merely accept but submit: a batch is accepted on the
 * chain before the fault is healed, if it lasts for longer than the claimed take-over plus five seconds. And one bad operation stops no other:
 * of what other accounts had acknowledged after a rejected one, something is executed. That writes are *accepted* beside a lost site is
 * writes-continue-elsewhere's. Convicts RM-24.
 */
const guarantee: Guarantee = {
  id: 'others-go-on',
  title: 'The rest goes on submitting',
  text: 'With an instance or a site lost the rest submits batches within the claimed time, and one bad operation stops no other.',
  source: { document: 'facts/rollup.md', heading: 'The rules on one page' },
  rules: ['RG-19'],
  level: 'MUST',
  kind: 'liveness',
  system: 'operator',
  needs: [],
  exercisedBy: ['kill', 'site-dead', 'site-dark', 'pause-long'],
  check(context) {
    const trials = context.evidence(faultTrials);
    const operations = context.evidence(operationsOf);
    const statuses = context.evidence(statusesOf);
    const view = context.evidence(chainView);
    const { takeOverMs, hostLostMs } = context.bounds;
    const graceMs = Math.max(takeOverMs, hostLostMs) + settleMs;
    /** Run clock at which a block was first seen, by its hash. */
    const seenAt = new Map<string, number>();
    return {
      on: {
        block(record) {
          if (record.observer === 'live' && !seenAt.has(record.hash))
            seenAt.set(record.hash, record.atMicros);
        },
      },
      finish() {
        const witnesses = new Witnesses(context);
        const checked = submits(witnesses) + poisoned(witnesses);
        return witnesses.finding(checked, 'faults that left others standing, and bad operations');
      },
    };

    function submits(witnesses: Witnesses): number {
      const accepted = view.main.batches
        .map(({ blockHash }) => seenAt.get(blockHash) ?? -1)
        .filter((at) => at >= 0);
      if (seenAt.size === 0) return 0;
      let checked = 0;
      for (const trial of trials.all) {
        if (!trial.bit || trial.class === 'chain') continue;
        const touched = touchedInstances(context, trial.touches);
        if (touched.length === 0 || context.nodes.every(({ name }) => touched.includes(name))) continue;
        const alone = trials.all.every(
          (other) =>
            other === trial ||
            other.appliedMicros > trial.healedMicros ||
            other.healedMicros < trial.appliedMicros,
        );
        if (!alone || trial.healingMicros - trial.appliedMicros < graceMs * 1000) continue;
        const spare = context.nodes.flatMap(({ name }, index) => (touched.includes(name) ? [] : [index]));
        // What the rest acknowledged early enough to be submitted in the time that is left.
        let waiting = 0;
        for (const slot of operations.all()) {
          const at = operations.acknowledged[slot] as number;
          if (at > trial.appliedMicros && at < trial.healingMicros - settleMs * 1000)
            waiting += spare.includes(operations.acknowledgedBy[slot] as number) ? 1 : 0;
        }
        if (waiting < othersMin) continue;
        checked += 1;
        if (accepted.some((at) => at > trial.appliedMicros && at <= trial.healingMicros)) continue;
        witnesses.add(
          () =>
            `${trial.fault} on ${trial.target} at ${runTime(trial.appliedMicros)} lasted ${duration((trial.healingMicros - trial.appliedMicros) / 1000)}; the instances that it does not touch acknowledged ${waiting} operations, and not one batch was accepted meanwhile.`,
          [trial.place],
          trial.appliedMicros,
        );
      }
      return checked;
    }

    function poisoned(witnesses: Witnesses): number {
      const chain = view.main;
      /** The last acknowledgement of an operation that was executed, and how many were acknowledged when. */
      let lastExecuted = -1;
      const acknowledged: number[] = [];
      let bad: { readonly slot: number; readonly at: number; readonly place: number } | undefined;
      for (const slot of operations.all()) {
        if (!operations.isAcknowledged(slot)) continue;
        const at = operations.acknowledged[slot] as number;
        const reading = statuses.readings.find((each) => each.of(slot) === said.rejected);
        if (chain.positionOf(slot) >= 0) lastExecuted = Math.max(lastExecuted, at);
        else if (reading === undefined) acknowledged.push(at);
        // The last bad one decides: what came after it must have gone on.
        if (reading !== undefined && (bad === undefined || at > bad.at))
          bad = { slot, at, place: reading.place[slot] as number };
      }
      if (bad === undefined) return 0;
      const { slot, at, place } = bad;
      const stuck = acknowledged.filter((each) => each > at).length;
      if (lastExecuted < at && stuck >= othersMin)
        witnesses.add(
          () =>
            `After ${operations.name(slot)}, which was rejected, ${stuck} operations were acknowledged, and not one of them was executed.`,
          [operations.acknowledgedPlace[slot] as number, place],
          at,
        );
      return 1;
    }
  },
};
export default guarantee;
