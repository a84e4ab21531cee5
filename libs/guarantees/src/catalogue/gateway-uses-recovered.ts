import { faultTrials } from '../evidence/fault-trials.ts';
import { gatewayCalls } from '../evidence/gateway-calls.ts';
import { healthRuns } from '../evidence/health-runs.ts';
import type { Guarantee } from '../guarantee.ts';
import { runTime } from '../words.ts';
import { Witnesses } from '../witnesses.ts';

const callsMin = 20;

/** Once a node is ready again, and the recovery time is over, a gateway sends to it again. Convicts DM-44. */
const guarantee: Guarantee = {
  id: 'gateway-uses-recovered',
  title: 'A gateway returns to a node that recovered',
  text: 'All endpoints are used again once they are back and ready.',
  source: { document: 'facts/domain.md', heading: 'Conformance cases' },
  rules: ['DG-20'],
  level: 'MUST',
  kind: 'liveness',
  system: 'any',
  needs: [],
  exercisedBy: ['kill', 'restart', 'pause-long', 'stop-graceful'],
  check(context) {
    const trials = context.evidence(faultTrials);
    const calls = context.evidence(gatewayCalls);
    const health = context.evidence(healthRuns);
    return {
      on: {},
      finish() {
        const witnesses = new Witnesses(context);
        let checked = 0;
        // The claimed recovery is long; what is counted are all quiet times together, since each may be short.
        const quiet = trials.quiet(0);
        context.gateways.forEach((gateway, which) => {
          context.nodes.forEach(({ name }, node) => {
            let all = 0;
            let used = 0;
            let since = Infinity;
            for (const { fromMicros, toMicros } of quiet) {
              if (!trials.all.some((trial) => trial.healedMicros <= fromMicros)) continue;
              // From two seconds after it said ready again, as long as it says so.
              for (const run of health.of(name)) {
                if (run.ready !== true) continue;
                const from = Math.max(run.fromMicros, fromMicros) + 2_000_000;
                const to = Math.min(run.toMicros, toMicros);
                for (let at = 0; at < calls.length; at += 1) {
                  const sent = calls.sent.at(at);
                  if (sent < from || sent > to || calls.gateway.at(at) !== which || calls.node.at(at) < 0)
                    continue;
                  since = Math.min(since, from);
                  all += 1;
                  if (calls.node.at(at) === node) used += 1;
                }
              }
            }
            if (all < callsMin * context.nodes.length) return;
            checked += 1;
            if (used > 0) return;
            witnesses.add(
              () =>
                `${name} was ready again from ${runTime(since)} on; of ${all} sends that ${gateway.name} passed on while it was, not one went to it.`,
              [],
              since,
            );
          });
        });
        return witnesses.finding(checked, 'nodes that gateways could return to');
      },
    };
  },
};
export default guarantee;
