import { observed } from '../observed.ts';
import { allGone, allStartedAnew, census } from '../probes/gone.ts';
import { startAgain } from '../start-again.ts';
import { instanceOf, processTargets } from '../targets/processes.ts';
import { watched } from '../watched.ts';

/** The manifest's stop signal: the process may drain. */
export default watched({
  name: 'stop-graceful',
  title: 'Process stopped',
  text:
    "The manifest's stop signal to one process, which may drain within the time its manifest claims (SIGKILL after " +
    'that: the run records which it was). It is started again when the fault is healed. No reader should notice.',
  class: 'process',
  mode: 'asked to stop',
  source: 'facts/domain.md DC-24',
  parameters: { holdMs: 2_000 },
  targets: processTargets,
  before: ({ testbed }, target) => [census(instanceOf(testbed, target))],
  inject: async ({ testbed }, target) => void (await instanceOf(testbed, target).stop()),
  bit: ({ signal }, _target, _parameters, before) => observed(2_000, signal, () => allGone(before)),
  heal: ({ testbed }, target) => startAgain(instanceOf(testbed, target)),
  healed: ({ testbed, signal }, target, _parameters, before = []) =>
    observed(2_000, signal, () => allStartedAnew([instanceOf(testbed, target)], before)),
});
