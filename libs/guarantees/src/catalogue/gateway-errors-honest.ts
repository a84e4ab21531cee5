import { events as eventsOf } from '../evidence/events.ts';
import { faultTrials } from '../evidence/fault-trials.ts';
import { gatewayCalls } from '../evidence/gateway-calls.ts';
import { healthRuns } from '../evidence/health-runs.ts';
import { sends as sendsOf } from '../evidence/sends.ts';
import { chainView } from '../evidence/chain-view.ts';
import { operations as operationsOf } from '../evidence/operations.ts';
import type { Guarantee, JudgeContext } from '../guarantee.ts';
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
  rules: ['DG-11', 'DG-20', 'RG-17'],
  level: 'MUST',
  kind: 'safety',
  system: 'any',
  needs: [],
  exercisedBy: ['kill', 'pause-long', 'link-reset', 'site-dead'],
  check(context) {
    const trials = context.evidence(faultTrials);
    const calls = context.evidence(gatewayCalls);
    const health = context.evidence(healthRuns);
    const refused = context.system === 'operator' ? refusedOperations(context) : refusedSends(context);
    return {
      on: {},
      finish() {
        const witnesses = new Witnesses(context);
        const appeared = refused();
        const quiet = trials
          .quiet(context.bounds.recoveryMs * 1000)
          .filter(({ fromMicros, toMicros }) =>
            context.nodes.every(({ name }) => health.readyThroughout(name, fromMicros, toMicros)),
          );
        const refusals: number[] = [];
        for (let at = 0; at < calls.length; at += 1) {
          const known = appeared.get(calls.id.at(at));
          if (known !== undefined)
            witnesses.add(
              () =>
                `${context.gateways[calls.gateway.at(at)]?.name ?? 'A gateway'} refused ${known.words.replace('; ', ' for certain; ')}.`,
              [calls.place.at(at), known.place],
              known.atMicros,
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

/** Something that every attempt was refused for certain, and that is there all the same, by the generator's id. */
interface Appeared {
  /** What it is; where it stands. */
  readonly words: string;
  readonly place: number;
  readonly atMicros?: number;
}

function refusedSends(context: JudgeContext): () => ReadonlyMap<number, Appeared> {
  const sends = context.evidence(sendsOf);
  const events = context.evidence(eventsOf);
  return () => {
    const appeared = new Map<number, Appeared>();
    for (let slot = 0; slot < events.count; slot += 1) {
      const id = events.id[slot] as number;
      if (!sends.known(id) || sends.openMax[id] !== -1) continue;
      const words = `message ${id}; its event stands at ${events.timestamp[slot]}`;
      appeared.set(id, {
        words,
        place: events.place[slot] as number,
        atMicros: events.firstAt[slot] as number,
      });
    }
    return appeared;
  };
}

function refusedOperations(context: JudgeContext): () => ReadonlyMap<number, Appeared> {
  const operations = context.evidence(operationsOf);
  const view = context.evidence(chainView);
  return () => {
    const appeared = new Map<number, Appeared>();
    for (const slot of operations.all()) {
      const position = view.main.positionOf(slot);
      if (position < 0 || !operations.isRefused(slot)) continue;
      const { height, place } = view.main.batchAt(position);
      appeared.set(operations.id[slot] as number, {
        words: `${operations.name(slot)}; batch ${height} executes it`,
        place,
      });
    }
    return appeared;
  };
}
