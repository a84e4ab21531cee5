import { events as eventsOf } from '../evidence/events.ts';
import { faultTrials } from '../evidence/fault-trials.ts';
import { gatewayCalls } from '../evidence/gateway-calls.ts';
import { healthRuns } from '../evidence/health-runs.ts';
import { sends as sendsOf } from '../evidence/sends.ts';
import type { Guarantee } from '../guarantee.ts';
import { runTime } from '../words.ts';
import { Witnesses } from '../witnesses.ts';

const refusalsMin = 3;

/**
 * A gateway that says "no node, nothing was sent on" tells the truth: none of these sends appears, and it does not say so while all nodes
 * are ready and no fault is on. Convicts a gateway that calls a lost reply definite.
 */
const guarantee: Guarantee = {
  id: 'gateway-errors-honest',
  title: "A gateway's errors are honest",
  text: 'A gateway that lost a node after sending on says that it does not know; it says "no node available" only when it sent nothing on and has none.',
  source: { document: 'DESIGN.md', heading: 'Outcomes' },
  rules: ['DG-11', 'DG-20'],
  level: 'MUST',
  kind: 'safety',
  system: 'sequencer',
  needs: [],
  exercisedBy: ['kill', 'pause-long', 'link-reset', 'site-dead'],
  check(context) {
    const trials = context.evidence(faultTrials);
    const calls = context.evidence(gatewayCalls);
    const health = context.evidence(healthRuns);
    const sends = context.evidence(sendsOf);
    const events = context.evidence(eventsOf);
    return {
      on: {},
      finish() {
        const witnesses = new Witnesses(context);
        const appeared = new Map<number, number>();
        for (let slot = 0; slot < events.count; slot += 1) {
          const id = events.id[slot] as number;
          if (sends.known(id) && sends.openMax[id] === -1) appeared.set(id, slot);
        }
        const quiet = trials
          .quiet(context.bounds.recoveryMs * 1000)
          .filter(({ fromMicros, toMicros }) =>
            context.nodes.every(({ name }) => health.readyThroughout(name, fromMicros, toMicros)),
          );
        const refusals: number[] = [];
        for (let at = 0; at < calls.length; at += 1) {
          const slot = appeared.get(calls.id.at(at));
          if (slot !== undefined)
            witnesses.add(
              () =>
                `${context.gateways[calls.gateway.at(at)]?.name ?? 'A gateway'} refused message ${calls.id.at(at)} for certain; its event stands at ${events.timestamp[slot]}.`,
              [calls.place.at(at), events.place[slot] as number],
              events.firstAt[slot],
            );
          const sent = calls.sent.at(at);
          if (
            calls.how.at(at) === -1 &&
            quiet.some((each) => sent >= each.fromMicros && sent <= each.toMicros)
          )
            refusals.push(at);
        }
        const [first] = refusals;
        if (first !== undefined && refusals.length >= refusalsMin)
          witnesses.add(
            () =>
              `${context.gateways[calls.gateway.at(first)]?.name ?? 'A gateway'} said "no node available" ${refusals.length} times, first at ${runTime(calls.sent.at(first))}, while every node was ready and no fault was on.`,
            [calls.place.at(first)],
            calls.sent.at(first),
          );
        return witnesses.finding(calls.length, 'sends through gateways');
      },
    };
  },
};
export default guarantee;
