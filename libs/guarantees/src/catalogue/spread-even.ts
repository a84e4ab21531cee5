import { faultTrials } from '../evidence/fault-trials.ts';
import { gatewayCalls } from '../evidence/gateway-calls.ts';
import { healthRuns } from '../evidence/health-runs.ts';
import type { Guarantee } from '../guarantee.ts';
import { Witnesses } from '../witnesses.ts';

const callsMin = 100;
/** Of the fair share; beside five standard deviations of a fair lot, so that a gateway may well draw lots. */
const tolerance = 0.25;
const deviations = 5;

/** In quiet time, with all nodes ready, each gives each gateway's sends about their fair share. */
const guarantee: Guarantee = {
  id: 'spread-even',
  title: 'A gateway spreads evenly',
  text: 'While all nodes are healthy a gateway distributes requests evenly between them.',
  source: { document: 'sources/domain-ha.txt', heading: 'Database Sequencer' },
  rules: ['DG-20'],
  level: 'MUST',
  kind: 'liveness',
  system: 'any',
  needs: [],
  exercisedBy: [],
  check(context) {
    const trials = context.evidence(faultTrials);
    const calls = context.evidence(gatewayCalls);
    const health = context.evidence(healthRuns);
    return {
      on: {},
      finish() {
        const witnesses = new Witnesses(context);
        const nodes = context.nodes.length;
        const counts = context.gateways.map(() => Array.from({ length: nodes }, () => 0));
        const quiet = trials
          .quiet(context.bounds.recoveryMs * 1000)
          .filter(({ fromMicros, toMicros }) =>
            context.nodes.every(({ name }) => health.readyThroughout(name, fromMicros, toMicros)),
          );
        for (let at = 0; at < calls.length; at += 1) {
          const node = calls.node.at(at);
          const sent = calls.sent.at(at);
          const mine = counts[calls.gateway.at(at)];
          if (node < 0 || mine === undefined) continue;
          if (quiet.some((each) => sent >= each.fromMicros && sent <= each.toMicros))
            mine[node] = (mine[node] ?? 0) + 1;
        }
        let checked = 0;
        counts.forEach((mine, gateway) => {
          const all = mine.reduce((sum, each) => sum + each, 0);
          if (all < callsMin * nodes || nodes < 2) return;
          checked += all;
          const fair = all / nodes;
          const allowed = tolerance * fair + deviations * Math.sqrt(fair * (1 - 1 / nodes));
          const worst = mine.findIndex((each) => Math.abs(each - fair) > allowed);
          if (worst < 0) return;
          witnesses.add(
            () =>
              `${context.gateways[gateway]?.name ?? ''} gave, with all nodes ready and no fault on, ${mine.map((each, node) => `${each} of ${all} sends to ${context.nodes[node]?.name ?? ''}`).join(', ')}; fair are ${Math.round(fair)} each.`,
            [],
          );
        });
        return witnesses.finding(checked, 'sends through gateways with all nodes ready');
      },
    };
  },
};
export default guarantee;
