import { faultTrials } from '../../evidence/fault-trials.ts';
import { healthRuns } from '../../evidence/health-runs.ts';
import type { Guarantee } from '../../guarantee.ts';
import { besideOf } from '../../measure/touched.ts';
import { duration, runTime } from '../../words.ts';
import { Witnesses } from '../../witnesses.ts';

/** Beside the claimed time: a poll may have been on its way, and the poll period. */
const slackMs = 500;

/**
 * An instance whose engine (or prover: any internal part of it) is down or frozen says so by its own health within the claimed time, although
 * its manager answers. Judged where the fault lasts longer than that and nothing else is on. Convicts RM-19.
 */
const guarantee: Guarantee = {
  id: 'engine-failure-reported',
  title: 'A failing engine is reported',
  text: 'While an internal part of an instance is down or frozen, the instance says not ready within the claimed time, so that a gateway can divert.',
  source: { document: 'sources/rollup-ha.txt', heading: 'Overview' },
  rules: ['RG-16'],
  level: 'MUST',
  kind: 'liveness',
  system: 'operator',
  needs: [],
  exercisedBy: ['kill', 'pause-long'],
  check(context) {
    const trials = context.evidence(faultTrials);
    const health = context.evidence(healthRuns);
    const { notReadyMs } = context.bounds;
    const internals = new Set((context.plan.internals ?? []).map(({ name }) => name));
    return {
      on: {},
      finish() {
        const witnesses = new Witnesses(context);
        let checked = 0;
        for (const trial of trials.all) {
          const down = trial.touches.filter((name) => internals.has(name));
          const direct = context.nodes.some(
            ({ name, site }) => trial.target.endsWith(`:${name}`) || trial.touches.includes(site),
          );
          if (!trial.bit || down.length === 0 || direct || trial.fault.startsWith('restart')) continue;
          const deadline = trial.appliedMicros + (notReadyMs + slackMs) * 1000;
          for (const part of down) {
            const node = besideOf(context.plan, part);
            if (node === undefined || health.of(node).length === 0) continue;
            const asked = health
              .of(node)
              .filter((run) => run.toMicros >= trial.appliedMicros && run.fromMicros <= trial.healingMicros);
            if (trial.healingMicros <= deadline || asked.length === 0) continue;
            checked += 1;
            const reported = asked.find((run) => run.ready !== true);
            if (reported !== undefined && reported.fromMicros <= deadline) continue;
            witnesses.add(
              () =>
                `${trial.fault} took out ${part} at ${runTime(trial.appliedMicros)} until ${runTime(trial.healingMicros)}; ${node} said ready ${reported === undefined ? 'all the time' : `until ${runTime(reported.fromMicros)}`}. Claimed is that it says not ready within ${duration(notReadyMs)}.`,
              [trial.place, ...asked.slice(0, 1).map((run) => run.place)],
              trial.appliedMicros,
            );
          }
        }
        return witnesses.finding(checked, 'failures of internal parts');
      },
    };
  },
};
export default guarantee;
