import { faultTrials } from '../evidence/fault-trials.ts';
import { healthRuns } from '../evidence/health-runs.ts';
import { probes as probesOf } from '../evidence/probes.ts';
import type { ProbeSeries } from '../evidence/probes.ts';
import type { Guarantee } from '../guarantee.ts';
import { duration, runTime } from '../words.ts';
import { Witnesses } from '../witnesses.ts';

const failuresMin = 3;

/**
 * Ready means making progress. A node is convicted of claiming it when for longer than `notReadyMs` every poll says ready and every
 * probe of one kind, made from its own site, fails, although others make progress meanwhile or the trouble is the store's: a stall that is
 * everybody's, which the design allows while a dead node is waited for, is no lie; nor is a send refused as too late while a
 * clock fault is on, since the node decided it, by the clock it was given. It is convicted of denying it when in quiet
 * time it says not ready, or nothing, for longer than `recoveryMs` while all its probes succeed. Convicts DM-40, DM-41, DM-43.
 */
const guarantee: Guarantee = {
  id: 'health-tells-truth',
  title: 'Health tells the truth',
  text: 'Ready means making progress in the role: a node that makes none says not ready within the claimed time, and a node that serves says ready.',
  source: { document: 'facts/domain.md', heading: 'Health and load balancing' },
  rules: ['DG-20', 'RG-16'],
  level: 'MUST',
  kind: 'liveness',
  system: 'any',
  needs: [],
  exercisedBy: ['database-stalled', 'database-pause', 'database-connection-lost', 'pause-long', 'link-stall'],
  check(context) {
    const trials = context.evidence(faultTrials);
    const health = context.evidence(healthRuns);
    const probes = context.evidence(probesOf);
    const { notReadyMs, recoveryMs } = context.bounds;
    const site = new Map(context.nodes.map((node) => [node.name, node.site]));
    return {
      on: {},
      finish() {
        const witnesses = new Witnesses(context);
        let checked = 0;
        const all = probes.all().filter((each) => site.get(each.instance) === each.site);
        for (const series of all) {
          for (const run of health.of(series.instance)) {
            checked += 1;
            if (run.ready === true) claims(series, run.fromMicros, run.toMicros, run.place);
            else denies(series, run.fromMicros, run.toMicros, run.place, run.ready);
          }
        }
        return witnesses.finding(checked, 'stretches of equal answers to the health poll');

        function claims(of: ProbeSeries, fromMicros: number, toMicros: number, place: number): void {
          for (const stretch of failing(of, fromMicros, toMicros, clockIsOff)) {
            const length = stretch.toMicros - Math.max(stretch.fromMicros, fromMicros);
            if (length / 1000 <= notReadyMs || !isItsOwn(of, stretch)) continue;
            if (trials.unhealed(stretch.toMicros)) continue;
            witnesses.add(
              () =>
                `${of.instance} said ready from ${runTime(Math.max(fromMicros, stretch.fromMicros))} on while every ${of.probe} there failed for ${duration(length / 1000)} (${stretch.count} probes). Claimed is that it says not ready within ${duration(notReadyMs)}.`,
              [place],
              stretch.fromMicros,
            );
            return;
          }
        }

        function denies(
          of: ProbeSeries,
          fromMicros: number,
          toMicros: number,
          place: number,
          said: boolean | null,
        ): void {
          // Judged once, by the writes; reads must have gone on as well.
          if (of.probe !== 'write' || toMicros - fromMicros <= recoveryMs * 1000) return;
          const quiet = trials
            .quiet(recoveryMs * 1000)
            .some((each) => fromMicros >= each.fromMicros - recoveryMs * 1000 && toMicros <= each.toMicros);
          const serves = all
            .filter((each) => each.instance === of.instance)
            .every((each) => failing(each, fromMicros, toMicros, clockIsOff).length === 0 && served(each));
          if (!quiet || !serves) return;
          witnesses.add(
            () =>
              `${of.instance} ${said === null ? 'did not answer the health poll' : 'said not ready'} from ${runTime(fromMicros)} to ${runTime(toMicros)}, without a fault, while all reads and writes there succeeded.`,
            [place],
            fromMicros,
          );

          function served(each: ProbeSeries): boolean {
            const count = each.successes.firstAtLeast(toMicros) - each.successes.firstAtLeast(fromMicros);
            return count >= failuresMin;
          }
        }

        function clockIsOff(micros: number): boolean {
          return trials.all.some(
            (trial) =>
              trial.class === 'clock' && trial.appliedMicros <= micros && micros <= trial.healedMicros,
          );
        }

        function isItsOwn(of: ProbeSeries, { fromMicros, toMicros }: Stretch): boolean {
          const others = all.some(
            (other) =>
              other.instance !== of.instance &&
              other.probe === of.probe &&
              other.successes.firstAtLeast(toMicros) - other.successes.firstAtLeast(fromMicros) >=
                failuresMin,
          );
          const store = trials.all.some(
            (trial) =>
              trial.class === 'store' &&
              trial.appliedMicros < fromMicros + notReadyMs * 1000 &&
              trial.healingMicros >= toMicros,
          );
          return others || store;
        }
      },
    };
  },
};
export default guarantee;

interface Stretch {
  readonly fromMicros: number;
  readonly toMicros: number;
  readonly count: number;
}

/**
 * Stretches between two moments in which every probe failed, three of them at least, none for overload, none as too late
 * while a clock was off.
 */
function failing(
  series: ProbeSeries,
  fromMicros: number,
  toMicros: number,
  clockIsOff: (micros: number) => boolean,
): readonly Stretch[] {
  const stretches: Stretch[] = [];
  let from = 0;
  let to = 0;
  let count = 0;
  const end = (): void => {
    if (count >= failuresMin) stretches.push({ fromMicros: from, toMicros: to, count });
    count = 0;
  };
  for (let index = 0; index < series.sent.length; index += 1) {
    const sent = series.sent.at(index);
    const done = series.done.at(index);
    if (sent < fromMicros || done > toMicros) continue;
    const how = series.how.at(index);
    if (how === 1 || how === -1 || (how === -2 && clockIsOff(sent))) {
      end();
      continue;
    }
    if (count === 0) from = sent;
    to = count === 0 ? done : Math.max(to, done);
    count += 1;
  }
  end();
  return stretches;
}
