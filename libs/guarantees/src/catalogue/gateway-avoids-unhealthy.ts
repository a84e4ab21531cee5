import { faultTrials } from '../evidence/fault-trials.ts';
import { gatewayCalls } from '../evidence/gateway-calls.ts';
import { healthRuns } from '../evidence/health-runs.ts';
import type { HealthRun } from '../evidence/health-runs.ts';
import type { Guarantee } from '../guarantee.ts';
import { touchedInstances } from '../measure/touched.ts';
import { runTime } from '../words.ts';
import { Witnesses } from '../witnesses.ts';

const graceMs = 2_000;
const callsMin = 3;

/**
 * While a node says not ready, and has for longer than a take-over takes (2 s at least), a gateway that knows of another ready one
 * sends it nothing. One or two stragglers are not held against it. The same for a node that does not answer the health poll at all, after
 * the longer time that the loss of a host may take: what went there shows as calls that nobody answered, so this is judged only
 * while nothing but this node is in trouble, and half of an even share has to be lost. Convicts DM-43.
 */
const guarantee: Guarantee = {
  id: 'gateway-avoids-unhealthy',
  title: 'A gateway sends nothing to a node that is not ready',
  text: 'Requests to a node whose status is reported as unhealthy by the health endpoint, or that does not answer it, are halted.',
  source: { document: 'sources/domain-ha.txt', heading: 'Database Sequencer' },
  rules: ['DG-20', 'RG-16'],
  level: 'MUST',
  kind: 'liveness',
  system: 'any',
  needs: [],
  exercisedBy: ['database-stalled', 'database-connection-lost', 'link-stall', 'pause-long'],
  check(context) {
    const calls = context.evidence(gatewayCalls);
    const health = context.evidence(healthRuns);
    const trials = context.evidence(faultTrials);
    const { takeOverMs, hostLostMs } = context.bounds;
    const toldGrace = Math.max(graceMs, takeOverMs) * 1000;
    const silentGrace = Math.max(graceMs, takeOverMs, hostLostMs) * 1000;
    return {
      on: {},
      finish() {
        const witnesses = new Witnesses(context);
        let checked = 0;
        context.nodes.forEach(({ name }, node) => {
          for (const run of health.of(name)) {
            if (run.ready === true) continue;
            const grace = run.ready === null ? silentGrace : toldGrace;
            if (run.toMicros - run.fromMicros <= grace) continue;
            const others = context.nodes.filter((other) => other.name !== name);
            const ready = others.filter((other) =>
              health.readyThroughout(other.name, run.fromMicros, run.toMicros),
            );
            if (ready.length === 0) continue;
            if (run.ready === null && (ready.length < others.length || !isAlone(name, run))) continue;
            context.gateways.forEach((gateway, which) => {
              if (run.ready === null && !health.readyThroughout(gateway.name, run.fromMicros, run.toMicros))
                return;
              const wrong: number[] = [];
              let all = 0;
              for (let at = 0; at < calls.length; at += 1) {
                const sent = calls.sent.at(at);
                if (calls.gateway.at(at) !== which || sent < run.fromMicros + grace || sent > run.toMicros)
                  continue;
                all += 1;
                const unanswered = calls.node.at(at) < 0 && calls.how.at(at) === 0;
                if (calls.node.at(at) === node || (run.ready === null && unanswered)) wrong.push(at);
              }
              checked += all;
              const [first] = wrong;
              const share = run.ready === null ? all / (2 * context.nodes.length) : 0;
              if (first === undefined || wrong.length < Math.max(callsMin, share)) return;
              witnesses.add(
                () =>
                  `${name} ${run.ready === null ? 'did not answer its health poll' : 'said not ready'} from ${runTime(run.fromMicros)} to ${runTime(run.toMicros)}; of ${all} requests that ${gateway.name} was given more than ${grace / 1e6} s after that began, ${wrong.length} ${run.ready === null ? 'were left without an answer' : 'still went to it'}, although another node was ready.`,
                [run.place, calls.place.at(first)],
                calls.sent.at(first),
              );
            });
          }
        });
        return witnesses.finding(checked, 'sends through gateways while a node was not ready');
      },
    };

    /** No fault was on but those at this node alone; what came before has had the whole grace to pass. */
    function isAlone(name: string, { fromMicros, toMicros }: HealthRun): boolean {
      return trials.all
        .filter((trial) => trial.appliedMicros <= toMicros && trial.healedMicros >= fromMicros)
        .every(
          (trial) => trial.class !== 'store' && touchedInstances(context, trial.touches).join() === name,
        );
    }
  },
};
export default guarantee;
