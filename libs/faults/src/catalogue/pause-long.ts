import type { Fault } from '../fault.ts';
import { observed } from '../observed.ts';
import { frozen, thawed } from '../probes/frozen.ts';
import { instanceOf, processTargets } from '../targets/processes.ts';
import { beyondEveryTimerMs } from '../timers.ts';

/** SIGSTOP for longer than any lease of the subject: it wakes up as a zombie. */
const pauseLong: Fault = {
  name: 'pause-long',
  title: 'Process paused beyond its lease',
  text:
    'SIGSTOP to one process for longer than its two longest timers together, so that the others must give it up; ' +
    'then SIGCONT. Its connections stay open all the while, and what it had in hand when it stopped it will try to ' +
    'finish when it wakes.',
  class: 'process',
  mode: 'paused, longer than the lease',
  source: 'facts/domain.md DC-18',
  parameters: { holdMs: 15_000 },
  parametersFor: (timers) => ({ holdMs: beyondEveryTimerMs(timers) }),
  targets: processTargets,
  inject: ({ testbed }, target) => instanceOf(testbed, target).pause(),
  bit: ({ testbed, signal }, target) => observed(1_000, signal, () => frozen(instanceOf(testbed, target))),
  heal: ({ testbed }, target) => instanceOf(testbed, target).resume(),
  healed: ({ testbed, signal }, target) => observed(1_000, signal, () => thawed(instanceOf(testbed, target))),
};
export default pauseLong;
