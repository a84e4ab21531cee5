import { observed } from '../observed.ts';
import { allGone, allStartedAnew, census } from '../probes/gone.ts';
import { startAgain } from '../start-again.ts';
import { allNodes, nodesOf } from '../targets/nodes.ts';
import { beyondEveryTimerMs } from '../timers.ts';
import { watched } from '../watched.ts';

/** Every node killed, all down longer than any lease, all started at once. */
export default watched({
  name: 'kill-all-nodes',
  title: 'All nodes killed',
  text:
    'SIGKILL to all nodes at the same moment; all stay down for longer than the two longest timers together, so that ' +
    'each takes the others for lost; then all start at once. Nothing can be served meanwhile: the figure is how long ' +
    'it takes afterwards.',
  class: 'process',
  mode: 'all killed, then started at once',
  source: 'facts/domain.md DC-26, DC-15, DC-23',
  parameters: { holdMs: 15_000 },
  parametersFor: (timers) => ({ holdMs: beyondEveryTimerMs(timers) }),
  targets: allNodes,
  before: ({ testbed }) => nodesOf(testbed).map((node) => census(node)),
  inject: async ({ testbed }) => void (await Promise.all(nodesOf(testbed).map((node) => node.kill()))),
  bit: ({ signal }, _target, _parameters, before) => observed(2_000, signal, () => allGone(before)),
  heal: async ({ testbed }) => void (await Promise.all(nodesOf(testbed).map((node) => startAgain(node)))),
  healed: ({ testbed, signal }, _target, _parameters, before = []) =>
    observed(3_000, signal, () => allStartedAnew(nodesOf(testbed), before)),
});
