import { faultTrials } from '../evidence/fault-trials.ts';
import { gatewayCalls } from '../evidence/gateway-calls.ts';
import { healthRuns } from '../evidence/health-runs.ts';
import type { Guarantee } from '../guarantee.ts';
import { runTime } from '../words.ts';
import { Witnesses } from '../witnesses.ts';

const callsMin = 20;
const settleMicros = 2_000_000;

/**
 * Once a node is ready again a gateway sends to it again. Judged are returns that lasted for longer than the claimed recovery time,
 * by what was passed on in quiet time from two seconds after the return. Convicts DM-44.
 */
const guarantee: Guarantee = {
  id: 'gateway-uses-recovered',
  title: 'A gateway returns to a node that recovered',
  text: 'All endpoints are used again once they are back and ready.',
  source: { document: 'facts/domain.md', heading: 'Conformance cases' },
  rules: ['DG-20', 'RG-16'],
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
        // What is counted are all quiet times together, since each may be short.
        const quiet = trials.quiet(0);
        context.gateways.forEach((gateway, which) => {
          context.nodes.forEach(({ name }, node) => {
            const runs = health.of(name);
            runs.forEach((run, index) => {
              // A return: ready after it was not.
              if (run.ready !== true || !runs.slice(0, index).some((each) => each.ready !== true)) return;
              const heldTo = run.fromMicros + context.bounds.recoveryMs * 1000;
              if (run.toMicros < heldTo) return;
              let all = 0;
              let used = 0;
              let last = 0;
              for (let at = 0; at < calls.length; at += 1) {
                const sent = calls.sent.at(at);
                if (sent < run.fromMicros + settleMicros || sent > run.toMicros) continue;
                if (calls.gateway.at(at) !== which || calls.node.at(at) < 0) continue;
                if (calls.node.at(at) === node) used += 1;
                if (!quiet.some(({ fromMicros, toMicros }) => sent >= fromMicros && sent <= toMicros))
                  continue;
                all += 1;
                last = Math.max(last, sent);
              }
              if (all < callsMin * context.nodes.length || last < heldTo) return;
              checked += 1;
              if (used > 0) return;
              witnesses.add(
                () =>
                  `${name} was ready again from ${runTime(run.fromMicros)} to ${runTime(run.toMicros)}; of ${all} sends that ${gateway.name} passed on meanwhile, without a fault, not one went to it.`,
                [run.place],
                run.fromMicros,
              );
            });
          });
        });
        return witnesses.finding(checked, 'returns of a node, by gateway');
      },
    };
  },
};
export default guarantee;
