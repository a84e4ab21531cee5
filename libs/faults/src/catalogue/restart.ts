import { observed } from '../observed.ts';
import { allStartedAnew, census } from '../probes/gone.ts';
import { startAgain } from '../start-again.ts';
import { instanceOf, processTargets } from '../targets/processes.ts';
import { watched } from '../watched.ts';

/** SIGKILL and at once a new process under the same name. */
export default watched({
  name: 'restart',
  title: 'Process killed and started at once',
  text:
    'SIGKILL to one process and a new one in its place at once, as a supervisor does. What the old one held (a lock, ' +
    'a lease, a connection) may not be free yet when the new one asks for it.',
  class: 'process',
  mode: 'killed, back at once',
  source: 'facts/domain.md DC-20, DC-21, DC-23',
  parameters: { holdMs: 2_000 },
  targets: processTargets,
  before: ({ testbed }, target) => [census(instanceOf(testbed, target))],
  async inject({ testbed }, target) {
    const instance = instanceOf(testbed, target);
    await instance.kill();
    await instance.start();
  },
  bit: ({ testbed, signal }, target, _parameters, before) =>
    observed(2_000, signal, () => allStartedAnew([instanceOf(testbed, target)], before)),
  heal: ({ testbed }, target) => startAgain(instanceOf(testbed, target)),
  healed: ({ testbed, signal }, target, _parameters, before = []) =>
    observed(2_000, signal, () => allStartedAnew([instanceOf(testbed, target)], before)),
});
