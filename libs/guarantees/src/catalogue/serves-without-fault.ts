import { faultTrials } from '../evidence/fault-trials.ts';
import { probes as probesOf } from '../evidence/probes.ts';
import type { Guarantee } from '../guarantee.ts';
import { Witnesses } from '../witnesses.ts';

/** A subject that never becomes ready, or that says ready and answers nothing at some instance, fails before any fault. */
const guarantee: Guarantee = {
  id: 'serves-without-fault',
  title: 'It starts, and serves',
  text: 'Started as its manifest says, the subject becomes ready in the time that the manifest states, and every instance serves reads and writes.',
  source: { document: 'DESIGN.md', heading: 'A run' },
  rules: ['DG-08', 'DG-20', 'RG-16'],
  level: 'MUST',
  kind: 'liveness',
  system: 'any',
  needs: [],
  exercisedBy: [],
  check(context) {
    const trials = context.evidence(faultTrials);
    const probes = context.evidence(probesOf);
    const witnesses = new Witnesses(context);
    let checked = 0;
    return {
      on: {
        note(record) {
          if (record.about !== 'subject-not-ready') return;
          checked += 1;
          const { words } = record.values;
          witnesses.add(
            () =>
              `The subject did not become ready: ${typeof words === 'string' ? words : 'no reason recorded'}`,
            [context.place()],
            record.atMicros,
          );
        },
      },
      finish() {
        for (const series of probes.all()) {
          checked += 1;
          // With the load phase reached, every series has succeeded once: steady state asks for it.
          if (series.successes.length > 0 || trials.loadMicros < Infinity) continue;
          witnesses.add(
            () =>
              `No ${series.probe} at ${series.instance} ever succeeded (${series.sent.length} probes from site ${series.site}), before any fault.`,
            [],
          );
        }
        return witnesses.finding(checked, 'probe series');
      },
    };
  },
};
export default guarantee;
