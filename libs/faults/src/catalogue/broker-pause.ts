import type { Fault } from '../fault.ts';
import { observed } from '../observed.ts';
import { brokerLives } from '../probes/broker-lives.ts';
import { frozen, thawed } from '../probes/frozen.ts';
import { brokerOf, brokerTargets } from '../targets/kafka.ts';

/** SIGSTOP to one broker for longer than its session: it wakes up believing that it leads. */
const brokerPause: Fault = {
  name: 'broker-pause',
  title: 'Broker paused beyond its session',
  text:
    'SIGSTOP to one Kafka broker for longer than its session with the controller (3 s), then SIGCONT. Nothing closes: clients ' +
    'wait for answers that do not come. Others take over what it led, and when it wakes it still believes that it leads.',
  class: 'store',
  mode: 'broker paused, nothing closes',
  source: 'facts/rollup.md RC-24, K1, K4',
  parameters: { holdMs: 8_000 },
  targets: brokerTargets,
  inject: ({ testbed }, target) => brokerOf(testbed, target).pause(),
  bit: ({ testbed, signal }, target) => observed(1_000, signal, () => frozen(brokerOf(testbed, target))),
  heal: ({ testbed }, target) => brokerOf(testbed, target).resume(),
  async healed({ testbed, signal }, target) {
    const broker = brokerOf(testbed, target);
    const moves = await observed(1_000, signal, () => thawed(broker));
    if (!moves.seen) return moves;
    const lives = await observed(30_000, signal, () => brokerLives(broker));
    return { seen: lives.seen, words: `${moves.words}; ${lives.words}` };
  },
};
export default brokerPause;
