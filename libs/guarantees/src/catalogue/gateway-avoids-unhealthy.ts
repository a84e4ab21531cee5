import { gatewayCalls } from '../evidence/gateway-calls.ts';
import { healthRuns } from '../evidence/health-runs.ts';
import type { Guarantee } from '../guarantee.ts';
import { runTime } from '../words.ts';
import { Witnesses } from '../witnesses.ts';

const graceMs = 2_000;
const callsMin = 3;

/**
 * While a node says not ready, and has for longer than a take-over takes (2 s at least), a gateway that knows of another ready one
 * sends it nothing. One or two stragglers are not held against it.
 */
const guarantee: Guarantee = {
  id: 'gateway-avoids-unhealthy',
  title: 'A gateway sends nothing to a node that is not ready',
  text: 'Requests to a node whose status is reported as unhealthy by the health endpoint are halted.',
  source: { document: 'sources/domain-ha.txt', heading: 'Database Sequencer' },
  rules: ['DG-20'],
  level: 'MUST',
  kind: 'liveness',
  system: 'any',
  needs: [],
  exercisedBy: ['database-stalled', 'database-connection-lost', 'link-stall', 'pause-long'],
  check(context) {
    const calls = context.evidence(gatewayCalls);
    const health = context.evidence(healthRuns);
    return {
      on: {},
      finish() {
        const witnesses = new Witnesses(context);
        const grace = Math.max(graceMs, context.bounds.takeOverMs) * 1000;
        let checked = 0;
        context.nodes.forEach(({ name }, node) => {
          for (const run of health.of(name)) {
            if (run.ready !== false || run.toMicros - run.fromMicros <= grace) continue;
            const from = run.fromMicros + grace;
            const another = context.nodes.some(
              (other) =>
                other.name !== name && health.readyThroughout(other.name, run.fromMicros, run.toMicros),
            );
            if (!another) continue;
            const wrong: number[] = [];
            for (let at = 0; at < calls.length; at += 1) {
              if (calls.sent.at(at) < from || calls.sent.at(at) > run.toMicros) continue;
              checked += 1;
              if (calls.node.at(at) === node) wrong.push(at);
            }
            const [first] = wrong;
            if (first === undefined || wrong.length < callsMin) continue;
            witnesses.add(
              () =>
                `${name} said not ready from ${runTime(run.fromMicros)} to ${runTime(run.toMicros)}; ${context.gateways[calls.gateway.at(first)]?.name ?? 'a gateway'} still sent it ${wrong.length} requests more than ${grace / 1e6} s after that began, although another node was ready.`,
              [run.place, calls.place.at(first)],
              calls.sent.at(first),
            );
          }
        });
        return witnesses.finding(checked, 'sends through gateways while a node was not ready');
      },
    };
  },
};
export default guarantee;
