import { faultTrials } from '../evidence/fault-trials.ts';
import { healthRuns } from '../evidence/health-runs.ts';
import type { Guarantee } from '../guarantee.ts';
import { duration, runTime } from '../words.ts';
import { Witnesses } from '../witnesses.ts';

const flipsMax = 2;

/**
 * In quiet time (no fault on, the last one's recovery over) no instance is not ready for longer than `notReadyMs`, none flips out
 * of ready more than twice, and no process ends by itself. Convicts DM-08 (an idle node is knocked off again and again) and DM-11.
 */
const guarantee: Guarantee = {
  id: 'stays-ready-without-fault',
  title: 'Without a fault an instance stays up and ready',
  text: 'Without a fault, and once the recovery from the last one is over, a running instance stays ready and does not end by itself.',
  source: { document: 'facts/domain.md', heading: 'Watermarks' },
  rules: ['DG-04', 'DG-07', 'DG-20', 'RG-16'],
  level: 'MUST',
  kind: 'liveness',
  system: 'any',
  needs: [],
  exercisedBy: ['kill', 'clock-drift', 'pause-short'],
  check(context) {
    const trials = context.evidence(faultTrials);
    const health = context.evidence(healthRuns);
    const { notReadyMs, recoveryMs } = context.bounds;
    const ours = new Set([...context.nodes, ...context.gateways].map(({ name }) => name));
    const exits: { instance: string; at: number; place: number; detail: string }[] = [];
    return {
      on: {
        process(record) {
          if (record.event === 'exited' && ours.has(record.instance) && exits.length < 1000)
            exits.push({
              instance: record.instance,
              at: record.atMicros,
              place: context.place(),
              detail: record.detail ?? '',
            });
        },
      },
      finish() {
        const witnesses = new Witnesses(context);
        const quiet = trials.quiet(recoveryMs * 1000);
        let checked = 0;
        for (const instance of health.instances()) {
          const flips: number[] = [];
          for (const { fromMicros, toMicros } of quiet) {
            checked += 1;
            for (const run of health.of(instance)) {
              const from = Math.max(run.fromMicros, fromMicros);
              const to = Math.min(run.toMicros, toMicros);
              if (run.ready === true || to < from) continue;
              if (run.fromMicros >= fromMicros) flips.push(run.place);
              if ((to - from) / 1000 <= notReadyMs) continue;
              witnesses.add(
                () =>
                  `${instance} ${run.ready === null ? 'did not answer' : 'was not ready'} for ${duration((to - from) / 1000)} from ${runTime(from)} on, without a fault.`,
                [run.place],
                from,
              );
            }
          }
          if (flips.length > flipsMax)
            witnesses.add(
              () => `${instance} fell out of ready ${flips.length} times without a fault.`,
              flips.slice(0, 3),
            );
        }
        for (const exit of exits) {
          if (!quiet.some((each) => exit.at >= each.fromMicros && exit.at < each.toMicros)) continue;
          witnesses.add(
            () =>
              `${exit.instance} ended by itself at ${runTime(exit.at)}, without a fault (${exit.detail}).`,
            [exit.place],
            exit.at,
          );
        }
        return witnesses.finding(checked, 'quiet stretches of instances');
      },
    };
  },
};
export default guarantee;
