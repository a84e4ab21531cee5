import { onAsked } from '../evidence/asked.ts';
import { faultTrials } from '../evidence/fault-trials.ts';
import type { Guarantee } from '../guarantee.ts';
import { Witnesses } from '../witnesses.ts';

const share = 0.8;
const sendsMin = 50;

/** After the last heal, recovery over, at least 80 % as large a share of the load is answered ok as before the first fault (design, section 7). */
const guarantee: Guarantee = {
  id: 'load-returns',
  title: 'The load is carried again after heal',
  text: 'Once everything is healed and the claimed recovery time is over, the subject achieves the load again that it carried before the first fault.',
  source: { document: 'DESIGN.md', heading: 'A run' },
  rules: ['DG-08', 'RG-19'],
  level: 'MUST',
  kind: 'liveness',
  system: 'any',
  needs: [],
  exercisedBy: ['kill', 'restart-storm', 'database-failover', 'site-dark'],
  check(context) {
    const trials = context.evidence(faultTrials);
    const before = { sends: 0, ok: 0 };
    const after = { sends: 0, ok: 0 };
    let window: { first: number; last: number } | undefined;
    return {
      on: onAsked((record) => {
        if (record.purpose !== 'load' || record.attempt !== 1) return;
        window ??= {
          first: Math.min(...trials.all.map((trial) => trial.appliedMicros)),
          last: Math.max(...trials.all.map((trial) => trial.healedMicros)) + context.bounds.recoveryMs * 1000,
        };
        const into =
          record.dueMicros < window.first && record.dueMicros >= trials.loadMicros
            ? before
            : record.dueMicros > window.last && record.dueMicros < trials.finalMicros
              ? after
              : undefined;
        if (into === undefined) return;
        into.sends += 1;
        if (record.outcome === 'ok') into.ok += 1;
      }),
      finish() {
        const witnesses = new Witnesses(context);
        if (before.sends < sendsMin || after.sends < sendsMin)
          return witnesses.finding(
            0,
            'long enough stretches of load before the first and after the last fault',
          );
        const [was, is] = [before.ok / before.sends, after.ok / after.sends];
        if (is < share * was)
          witnesses.add(
            () =>
              `Before the first fault ${(100 * was).toFixed(1)} % of ${before.sends} sends were answered ok; after the last heal ${(100 * is).toFixed(1)} % of ${after.sends}.`,
            [],
          );
        return witnesses.finding(
          before.sends + after.sends,
          'sends before the first and after the last fault',
        );
      },
    };
  },
};
export default guarantee;
