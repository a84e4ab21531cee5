import type { Fault } from '../fault.ts';
import { observed } from '../observed.ts';
import { frozen, thawed } from '../probes/frozen.ts';
import { instanceOf, processTargets } from '../targets/processes.ts';
import { belowTheLeaseMs } from '../timers.ts';

/** SIGSTOP for less than the lease: everybody must bear it. */
const pauseShort: Fault = {
  name: 'pause-short',
  title: 'Process paused within its lease',
  text:
    'SIGSTOP to one process for a third of its longest timer, half a second at most; then SIGCONT. What a garbage ' +
    'collection or a busy host does: nobody may be given up for it.',
  class: 'process',
  mode: 'paused, shorter than the lease',
  source: 'facts/domain.md DC-11; design 6',
  parameters: { holdMs: 500 },
  parametersFor: (timers) => ({ holdMs: belowTheLeaseMs(timers) }),
  targets: processTargets,
  inject: ({ testbed }, target) => instanceOf(testbed, target).pause(),
  // Short looks: the probe's time is part of the pause.
  bit: ({ testbed, signal }, target) => observed(100, signal, () => frozen(instanceOf(testbed, target))),
  heal: ({ testbed }, target) => instanceOf(testbed, target).resume(),
  healed: ({ testbed, signal }, target) => observed(1_000, signal, () => thawed(instanceOf(testbed, target))),
};
export default pauseShort;
