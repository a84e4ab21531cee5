import { faultTrials } from '../evidence/fault-trials.ts';
import { healthRuns } from '../evidence/health-runs.ts';
import type { Finding, Guarantee, JudgeContext } from '../guarantee.ts';
import { continued } from '../liveness/continued.ts';
import { touchedInstances } from '../measure/touched.ts';
import { duration, runTime } from '../words.ts';
import { Witnesses } from '../witnesses.ts';

/** Once is a hand-over, twice is bad luck. */
const flipsMax = 3;

/**
 * One wrong clock takes out its own node at most. Apart from the other bounds because the original design does not promise it: a
 * profile that is faithful to it may be exempt. Convicts DM-15, whose others wait for real time to get where the wrong clock was, and
 * DM-11, which gives live nodes up over and over: each time they come back by themselves, so that no probe sees a long outage.
 */
const guarantee: Guarantee = {
  id: 'clock-fault-spares-others',
  title: 'A wrong clock does not stop the others',
  text: 'While the clock of one instance is wrong, reads and writes at the others stand still for no longer than the claimed host-lost time, and no other node is knocked out again and again.',
  source: { document: 'facts/domain.md', heading: 'Timing that follows' },
  rules: ['DG-07', 'DG-08'],
  level: 'MUST',
  kind: 'liveness',
  system: 'any',
  needs: [],
  exercisedBy: ['clock-forward', 'clock-back', 'clock-drift', 'clock-wrong-at-start'],
  check(context) {
    const reads = continued(context, 'read', (fault) => fault.class === 'clock');
    const writes = continued(context, 'write', (fault) => fault.class === 'clock');
    const flips = knockedOut(context);
    return {
      on: {},
      finish() {
        const findings = [reads.finish(), writes.finish(), flips()];
        const worst =
          findings.find((each) => each.verdict === 'FAIL') ??
          findings.find((each) => each.verdict === 'PASS') ??
          (findings[0] as Finding);
        return {
          ...worst,
          checked: findings.reduce((sum, each) => sum + each.checked, 0),
          violations: findings.reduce((sum, each) => sum + each.violations, 0),
          witnesses: findings.flatMap((each) => each.witnesses).slice(0, 3),
        };
      },
    };
  },
};
export default guarantee;

/** Nodes that a clock fault does not touch, and that fell out of ready more than a few times while it was on. */
function knockedOut(context: JudgeContext): () => Finding {
  const trials = context.evidence(faultTrials);
  const health = context.evidence(healthRuns);
  return () => {
    const witnesses = new Witnesses(context);
    let checked = 0;
    for (const trial of trials.all) {
      const touched = touchedInstances(context, trial.touches);
      if (!trial.bit || trial.class !== 'clock' || touched.length === 0) continue;
      // Whatever else is on at the same time may have taken the others down.
      const together = trials.all.filter(
        (each) => each.appliedMicros <= trial.healedMicros && each.healedMicros >= trial.appliedMicros,
      );
      if (together.length > 1) continue;
      for (const { name } of context.nodes) {
        if (touched.includes(name)) continue;
        const runs = health.of(name);
        if (runs.length === 0) continue;
        const flips = runs.filter(
          (run, index) =>
            run.ready === false &&
            runs[index - 1]?.ready === true &&
            run.fromMicros >= trial.appliedMicros &&
            run.fromMicros <= trial.healingMicros,
        );
        checked += 1;
        if (flips.length <= flipsMax) continue;
        witnesses.add(
          () =>
            `${trial.fault} on ${trial.target} at ${runTime(trial.appliedMicros)}: ${name}, which it does not touch, said ready and then not ready ${flips.length} times within ${duration((trial.healingMicros - trial.appliedMicros) / 1000)}.`,
          [trial.place, ...flips.slice(0, 3).map((run) => run.place)],
          flips[0]?.fromMicros,
        );
      }
    }
    return witnesses.finding(checked, 'nodes beside a wrong clock');
  };
}
