import { observed } from '../observed.ts';
import { brokerLives } from '../probes/broker-lives.ts';
import { allGone, allStartedAnew, census } from '../probes/gone.ts';
import { startAgain } from '../start-again.ts';
import { clusterOf, controllerTargets } from '../targets/kafka.ts';
import { watched } from '../watched.ts';

const clusterNameOf = (target: { readonly name: string }): string => target.name.slice('controller:'.length);

/** The broker that is the active controller of a cluster, whoever that is by then, killed. */
export default watched({
  name: 'controller-kill',
  title: 'Kafka controller killed',
  text:
    'SIGKILL to whichever node is the active controller of a Kafka cluster when the fault is due; it is a broker too. Where ' +
    'there are other voters one of them takes over; where there is none, leaders serve on, and nothing can be elected, fenced ' +
    'or fall out of sync until it is back (RH-17).',
  class: 'store',
  mode: 'active controller killed, down for a while',
  source: 'facts/rollup.md RC-17, "KRaft on two sites"',
  parameters: { holdMs: 6_000 },
  targets: controllerTargets,
  async before({ testbed }, target) {
    const cluster = clusterOf(testbed, clusterNameOf(target));
    const id = (await cluster.controller())?.id;
    if (id === undefined) throw new Error(`cluster ${cluster.name} has no active controller to kill`);
    return { id, census: [census(cluster.broker(id))] };
  },
  async inject({ testbed }, target) {
    const cluster = clusterOf(testbed, clusterNameOf(target));
    const id = (await cluster.controller())?.id;
    if (id !== undefined) await cluster.broker(id).kill();
  },
  async bit({ testbed, signal }, target, _parameters, before) {
    const gone = await observed(3_000, signal, () => allGone(before.census));
    const cluster = clusterOf(testbed, clusterNameOf(target));
    if (!gone.seen || cluster.brokers.filter(({ votes }) => votes).length === 1) return gone;
    const next = await observed(20_000, signal, async () => {
      const now = await cluster.controller();
      return {
        seen: now !== undefined && now.id !== before.id,
        words: `${now?.name ?? 'nobody'} is the controller now`,
      };
    });
    return { seen: next.seen, words: `${gone.words}; ${next.words}` };
  },
  async heal({ testbed }, target) {
    const down = clusterOf(testbed, clusterNameOf(target)).brokers.filter(({ state }) => state !== 'running');
    await Promise.all(down.map((broker) => startAgain(broker)));
  },
  async healed({ testbed, signal }, target, _parameters, before) {
    const cluster = clusterOf(testbed, clusterNameOf(target));
    if (before === undefined) return { seen: false, words: 'nobody knows which broker it was' };
    const broker = cluster.broker(before.id);
    const anew = await observed(5_000, signal, () => allStartedAnew([broker], before.census));
    if (!anew.seen) return anew;
    const lives = await observed(180_000, signal, () => brokerLives(broker));
    return { seen: lives.seen, words: `${anew.words}; ${lives.words}` };
  },
});
