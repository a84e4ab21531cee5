import { observed } from '../observed.ts';
import { allGone, allStartedAnew, census } from '../probes/gone.ts';
import { startAgain } from '../start-again.ts';
import { partsOf, wholeInstances } from '../targets/instances.ts';
import { watched } from '../watched.ts';

/** SIGKILL to all processes of one instance at once, started again when the trial ends. */
export default watched({
  name: 'instance-kill',
  title: 'Instance killed',
  text:
    'SIGKILL to a node and to every internal part beside it, all at once: their connections close. Databases and brokers of its site go ' +
    'on. All are started again when the fault is healed. Of a subject whose node is one process it is the same as kill.',
  class: 'process',
  mode: 'all parts killed, connections close',
  source: 'facts/rollup.md RC-01, RC-02, RC-05, all at once',
  parameters: { holdMs: 3_000 },
  targets: wholeInstances,
  before: ({ testbed }, target) => partsOf(testbed, target).map((part) => census(part)),
  inject: async ({ testbed }, target) =>
    void (await Promise.all(partsOf(testbed, target).map((part) => part.kill()))),
  bit: ({ signal }, _target, _parameters, before) => observed(2_000, signal, () => allGone(before)),
  heal: async ({ testbed }, target) =>
    void (await Promise.all(partsOf(testbed, target).map((part) => startAgain(part)))),
  healed: ({ testbed, signal }, target, _parameters, before = []) =>
    observed(3_000, signal, () => allStartedAnew(partsOf(testbed, target), before)),
});
