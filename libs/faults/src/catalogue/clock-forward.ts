import type { Fault } from '../fault.ts';
import { observed } from '../observed.ts';
import { clocksAreOff, clocksAreTrue } from '../probes/clock-skew.ts';
import { clockOwners } from '../targets/clock-owners.ts';
import { clockOf, clockTargets } from '../targets/clocks.ts';

/** A wall clock stepped forward, and back when healed. */
const clockForward: Fault = {
  name: 'clock-forward',
  title: 'Clock stepped forward',
  text:
    'The wall clock of one process, or of a whole site with its database, jumps `offsetMs` ahead; healing sets it ' +
    'right, which is a step back. Timers keep running at their own pace. How many others suffer is the figure.',
  class: 'clock',
  mode: 'stepped forward',
  source: 'facts/domain.md DH-5, DC-48, DC-49',
  parameters: { holdMs: 3_000, offsetMs: 2_000 },
  needsClocks: true,
  targets: clockTargets,
  inject: ({ testbed }, target, { offsetMs }) => clockOf(testbed, target).clock.set(Number(offsetMs)),
  bit: ({ testbed, signal }, target, { offsetMs }) =>
    observed(3_000, signal, () => clocksAreOff(clockOwners(testbed, target), Number(offsetMs))),
  heal: ({ testbed }, target) => clockOf(testbed, target).clock.set(0, 1),
  healed: ({ testbed, signal }, target) =>
    observed(5_000, signal, () => clocksAreTrue(clockOwners(testbed, target))),
};
export default clockForward;
