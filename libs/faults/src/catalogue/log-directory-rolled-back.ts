import { acknowledgedSends } from '../acknowledged-sends.ts';
import { observed } from '../observed.ts';
import { brokerLives } from '../probes/broker-lives.ts';
import { writeTopicMarkers } from '../probes/topic-markers.ts';
import { startAgain } from '../start-again.ts';
import { brokerOf, brokerTargets, clusterOf } from '../targets/kafka.ts';
import { watched } from '../watched.ts';

/** The data of one broker put back to an earlier copy: what a power loss takes that a kill does not. */
export default watched({
  name: 'log-directory-rolled-back',
  title: 'Kafka log rolled back',
  text:
    "A broker's log is copied; once `acknowledgedSends` more sends were acknowledged it is killed, the copy put back and the " +
    'broker started. Kafka does not sync its log to disk, so this is what a power loss does to one broker. The metadata log ' +
    'stays as it is, since the quorum does sync that. Nothing acknowledged may be lost as long as another replica was in sync; ' +
    'together with replicas out of sync it is the last one standing that forgets.',
  class: 'store',
  mode: 'log directory put back to an earlier copy',
  source: 'facts/rollup.md RC-19, "How Kafka loses acknowledged writes" 3 and 4',
  parameters: { holdMs: 1_000, acknowledgedSends: 50, withinMs: 60_000 },
  targets: brokerTargets,
  before: ({ testbed }, target) => {
    const broker = brokerOf(testbed, target);
    return writeTopicMarkers(clusterOf(testbed, broker.cluster), broker);
  },
  async inject(context, target, { acknowledgedSends: sends, withinMs }) {
    const broker = brokerOf(context.testbed, target);
    const cluster = clusterOf(context.testbed, broker.cluster);
    const copy = await cluster.snapshot(broker);
    await acknowledgedSends(context, Number(sends), Number(withinMs));
    await cluster.rollBack(broker, copy);
    await broker.ready();
  },
  bit: ({ signal }, _target, { withinMs }, before) => before.missing(Number(withinMs), signal),
  heal: ({ testbed }, target) => startAgain(brokerOf(testbed, target)),
  healed: ({ testbed, signal }, target) =>
    observed(180_000, signal, () => brokerLives(brokerOf(testbed, target))),
});
