import { observed } from '../observed.ts';
import { allGone, allStartedAnew, census } from '../probes/gone.ts';
import { startAgain } from '../start-again.ts';
import { instanceOf, processTargets } from '../targets/processes.ts';
import { watched } from '../watched.ts';

/** SIGKILL to one process, started again when the trial ends. */
export default watched({
  name: 'kill',
  title: 'Process killed',
  text:
    'SIGKILL to one process of the subject and all that belongs to it: its connections close at once. It is started ' +
    'again when the fault is healed. The page cache survives, so this says nothing about fsync.',
  class: 'process',
  mode: 'killed, connections close',
  source: 'facts/domain.md DC-17; source document 2, "Recovering Sequencer Nodes"',
  parameters: { holdMs: 3_000 },
  targets: processTargets,
  before: ({ testbed }, target) => [census(instanceOf(testbed, target))],
  inject: ({ testbed }, target) => instanceOf(testbed, target).kill(),
  bit: ({ signal }, _target, _parameters, before) => observed(2_000, signal, () => allGone(before)),
  heal: ({ testbed }, target) => startAgain(instanceOf(testbed, target)),
  healed: ({ testbed, signal }, target, _parameters, before = []) =>
    observed(2_000, signal, () => allStartedAnew([instanceOf(testbed, target)], before)),
});
