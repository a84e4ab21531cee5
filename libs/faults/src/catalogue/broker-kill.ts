import { observed } from '../observed.ts';
import { brokerLives } from '../probes/broker-lives.ts';
import { allGone, allStartedAnew, census } from '../probes/gone.ts';
import { startAgain } from '../start-again.ts';
import { brokerOf, brokerTargets } from '../targets/kafka.ts';
import { watched } from '../watched.ts';

/** One Kafka broker killed and left down for a while. */
export default watched({
  name: 'broker-kill',
  title: 'Broker killed',
  text:
    'SIGKILL to one Kafka broker; it stays down until the fault is healed. Its connections close; the partitions it led get ' +
    'another leader once it is fenced, if enough of their replicas were in sync. Where it was the only voter of its cluster, ' +
    'nothing is elected and nothing falls out of sync until it is back. The page cache survives: this tests no fsync.',
  class: 'store',
  mode: 'broker killed, down for a while',
  source: 'facts/rollup.md RC-16, RC-17, "Timing defaults"',
  parameters: { holdMs: 6_000 },
  targets: brokerTargets,
  before: ({ testbed }, target) => [census(brokerOf(testbed, target))],
  inject: ({ testbed }, target) => brokerOf(testbed, target).kill(),
  bit: ({ signal }, _target, _parameters, before) => observed(3_000, signal, () => allGone(before)),
  heal: ({ testbed }, target) => startAgain(brokerOf(testbed, target)),
  async healed({ testbed, signal }, target, _parameters, before = []) {
    const broker = brokerOf(testbed, target);
    const anew = await observed(5_000, signal, () => allStartedAnew([broker], before));
    if (!anew.seen) return anew;
    const lives = await observed(180_000, signal, () => brokerLives(broker));
    return { seen: lives.seen, words: `${anew.words}; ${lives.words}` };
  },
});
