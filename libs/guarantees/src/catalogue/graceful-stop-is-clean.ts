import { faultTrials } from '../evidence/fault-trials.ts';
import { longestGap, probes as probesOf } from '../evidence/probes.ts';
import type { Guarantee } from '../guarantee.ts';
import { touchesSeries } from '../measure/touched.ts';
import { duration, runTime } from '../words.ts';
import { Witnesses } from '../witnesses.ts';

/** Above any poll, keep-alive and the noise of a busy machine; below an offline interval of seconds. */
const stallMs = 3_000;
const slackMs = 250;

/**
 * Asked to stop, an instance ends by itself within `drainMs`, whatever state its database is in; readers at other instances do not stall
 * meanwhile, since a node that leaves says so. Convicts DM-21.
 */
const guarantee: Guarantee = {
  id: 'graceful-stop-is-clean',
  title: 'A graceful stop is quick and nobody notices',
  text: 'Asked to stop, an instance ends by itself within the claimed drain time, also while its database is down, and causes no read stall at the others.',
  source: { document: 'facts/domain.md', heading: 'Start and recovery' },
  rules: ['DG-07'],
  level: 'MUST',
  kind: 'liveness',
  system: 'any',
  needs: [],
  exercisedBy: ['stop-graceful'],
  check(context) {
    const trials = context.evidence(faultTrials);
    const probes = context.evidence(probesOf);
    const witnesses = new Witnesses(context);
    const { drainMs } = context.bounds;
    const ours = new Set([...context.nodes, ...context.gateways].map(({ name }) => name));
    const asked = new Map<string, { at: number; place: number }>();
    let checked = 0;
    return {
      on: {
        process(record) {
          if (!ours.has(record.instance)) return;
          if (record.event === 'stopping')
            asked.set(record.instance, { at: record.atMicros, place: context.place() });
          const since = asked.get(record.instance);
          if ((record.event !== 'stopped' && record.event !== 'killed') || since === undefined) return;
          asked.delete(record.instance);
          checked += 1;
          const tookMs = (record.atMicros - since.at) / 1000;
          if (tookMs <= drainMs + slackMs && record.event === 'stopped') return;
          witnesses.add(
            () =>
              `${record.instance} was asked to stop at ${runTime(since.at)}; it ended after ${duration(tookMs)}${record.detail === undefined ? '' : ` (${record.detail})`}. Claimed are ${duration(drainMs)}.`,
            [since.place, context.place()],
            since.at,
          );
        },
      },
      finish() {
        for (const trial of trials.all) {
          if (trial.fault !== 'stop-graceful' || !trial.bit) continue;
          for (const series of probes.all()) {
            if (series.probe !== 'read' || touchesSeries(context, trial.touches, series)) continue;
            if (trials.all.some((other) => other !== trial && overlaps(other, trial))) continue;
            checked += 1;
            const gap = longestGap(series, trial.appliedMicros, trial.healingMicros);
            // Two probes in a row lie a period apart: what is shorter than that and a stall was perhaps never one.
            if (gap.micros <= stallMs * 1000 + series.periodMicros) continue;
            witnesses.add(
              () =>
                `${trial.target} was stopped gracefully at ${runTime(trial.appliedMicros)}; reads at ${series.instance} stood still for ${duration(gap.micros / 1000)} from ${runTime(gap.fromMicros)} on.`,
              [trial.place],
              gap.fromMicros,
            );
          }
        }
        return witnesses.finding(checked, 'graceful stops and readers beside them');
      },
    };
  },
};
export default guarantee;

function overlaps(
  one: { appliedMicros: number; healedMicros: number },
  other: { appliedMicros: number; healingMicros: number },
): boolean {
  return one.appliedMicros <= other.healingMicros && one.healedMicros >= other.appliedMicros;
}
