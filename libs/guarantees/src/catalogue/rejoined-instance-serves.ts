import { faultTrials } from '../evidence/fault-trials.ts';
import { healthRuns } from '../evidence/health-runs.ts';
import { probes as probesOf } from '../evidence/probes.ts';
import type { Guarantee } from '../guarantee.ts';
import { touchedInstances } from '../measure/touched.ts';
import { duration, runTime } from '../words.ts';
import { Witnesses } from '../witnesses.ts';

/**
 * Every instance that a fault touched says ready, and answers reads and writes, within the claimed recovery time after the heal,
 * without anybody's help. Convicts DM-20, DM-21, DM-41.
 */
const guarantee: Guarantee = {
  id: 'rejoined-instance-serves',
  title: 'An instance that came back serves',
  text: 'An instance that a fault took down or cut off is ready, and serves reads and writes, within the claimed recovery time after the fault is gone, without human action.',
  source: { document: 'facts/domain.md', heading: 'Start and recovery' },
  rules: ['DG-07', 'DG-08', 'DG-20', 'RG-19'],
  level: 'MUST',
  kind: 'liveness',
  system: 'any',
  needs: [],
  exercisedBy: ['kill', 'pause-long', 'restart-storm', 'database-connection-lost', 'database-stalled'],
  check(context) {
    const trials = context.evidence(faultTrials);
    const health = context.evidence(healthRuns);
    const probes = context.evidence(probesOf);
    const { recoveryMs } = context.bounds;
    return {
      on: {},
      finish() {
        const witnesses = new Witnesses(context);
        let checked = 0;
        for (const { fromMicros, toMicros } of trials.quiet(0)) {
          const deadline = fromMicros + recoveryMs * 1000;
          if (toMicros < deadline) continue;
          // Faults that were on together are healed one after another: all that ended here count.
          const ended = trials.all.filter((trial) => trial.healedMicros === fromMicros);
          const trialNumbers = new Set(ended.map((trial) => trial.trial));
          const touched = trials.all
            .filter((trial) => trialNumbers.has(trial.trial))
            .flatMap((trial) => touchedInstances(context, trial.touches));
          for (const instance of new Set(touched)) {
            const missing: string[] = [];
            if (health.of(instance).length > 0 && !health.readyWithin(instance, fromMicros, deadline))
              missing.push('never said ready');
            for (const series of probes.all()) {
              if (series.instance !== instance || series.lastMicros < deadline) continue;
              const first = series.successes.at(series.successes.firstAtLeast(fromMicros));
              if (!(first <= deadline)) missing.push(`no ${series.probe} succeeded`);
            }
            checked += 1;
            if (missing.length === 0) continue;
            const [trial] = ended;
            witnesses.add(
              () =>
                `${trial?.fault ?? 'The fault'} on ${trial?.target ?? instance} was gone at ${runTime(fromMicros)}. Within the claimed ${duration(recoveryMs)} ${instance} did not come back: ${missing.join(', ')}.`,
              trial === undefined ? [] : [trial.place],
              fromMicros,
            );
          }
        }
        return witnesses.finding(checked, 'returns of an instance');
      },
    };
  },
};
export default guarantee;
