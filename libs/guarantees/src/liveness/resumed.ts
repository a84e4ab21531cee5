import { faultTrials } from '../evidence/fault-trials.ts';
import { longestGap, probes as probesOf } from '../evidence/probes.ts';
import type { Checker, Finding, JudgeContext } from '../guarantee.ts';
import { duration, runTime } from '../words.ts';
import { Witnesses } from '../witnesses.ts';

/** A stall in quiet time that no bound of the manifest allows, milliseconds at least. */
const stallMs = 3_000;

/**
 * After every heal that leaves room for it, each probe series of this kind succeeds again within the claimed `recoveryMs`, and
 * then goes on: no stall until the next fault. Shared by readers-resume and writers-resume.
 */
export function resumed(context: JudgeContext, probe: 'read' | 'write'): Checker {
  const trials = context.evidence(faultTrials);
  const probes = context.evidence(probesOf);
  const { recoveryMs, takeOverMs, hostLostMs } = context.bounds;
  return {
    on: {},
    finish(): Finding {
      const witnesses = new Witnesses(context);
      const series = probes.all().filter((each) => each.probe === probe);
      const allowedMs = Math.max(stallMs, takeOverMs, hostLostMs);
      let checked = 0;
      for (const { fromMicros, toMicros } of trials.quiet(0)) {
        const healed = trials.all.find((trial) => trial.healedMicros === fromMicros);
        for (const each of series) {
          const name = `${probe}s at ${each.instance} (from site ${each.site})`;
          const end = Math.min(toMicros, each.lastMicros);
          const deadline = fromMicros + recoveryMs * 1000;
          if (healed !== undefined && end >= deadline) {
            checked += 1;
            const first = each.successes.at(each.successes.firstAtLeast(fromMicros));
            if (!(first <= deadline)) {
              witnesses.add(
                () =>
                  `${healed.fault} on ${healed.target} was gone at ${runTime(fromMicros)}; ${name} ${first <= end ? `succeeded again only after ${duration((first - fromMicros) / 1000)}` : `had not succeeded again ${duration((end - fromMicros) / 1000)} later`}. Claimed are ${duration(recoveryMs)}.`,
                [healed.place],
                fromMicros,
              );
              continue;
            }
          }
          const settled = healed === undefined ? fromMicros : deadline;
          if (end - settled < allowedMs * 1000) continue;
          checked += 1;
          const gap = longestGap(each, settled, end);
          if (gap.micros / 1000 <= allowedMs) continue;
          witnesses.add(
            () =>
              `Without any fault, ${name} stopped for ${duration(gap.micros / 1000)} from ${runTime(gap.fromMicros)} on.`,
            healed === undefined ? [] : [healed.place],
            gap.fromMicros,
          );
        }
      }
      return witnesses.finding(checked, `quiet stretches of ${probe} probes`);
    },
  };
}
