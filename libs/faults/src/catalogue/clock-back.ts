import type { Fault } from '../fault.ts';
import { observed } from '../observed.ts';
import { clocksAreOff, clocksAreTrue } from '../probes/clock-skew.ts';
import { clockOwners } from '../targets/clock-owners.ts';
import { clockOf, clockTargets } from '../targets/clocks.ts';

/** A wall clock stepped back, and forward again when healed. */
const clockBack: Fault = {
  name: 'clock-back',
  title: 'Clock stepped back',
  text:
    'The wall clock of one process, or of a whole site with its database, jumps `offsetMs` back while it runs; healing ' +
    'sets it right. No timestamp may be given twice or out of order for it.',
  class: 'clock',
  mode: 'stepped back',
  source: 'facts/domain.md DC-03, DC-22, DC-50, DC-51, DM-03',
  parameters: { holdMs: 3_000, offsetMs: 2_000 },
  needsClocks: true,
  targets: clockTargets,
  inject: ({ testbed }, target, { offsetMs }) => clockOf(testbed, target).clock.set(-Number(offsetMs)),
  bit: ({ testbed, signal }, target, { offsetMs }) =>
    observed(3_000, signal, () => clocksAreOff(clockOwners(testbed, target), -Number(offsetMs))),
  heal: ({ testbed }, target) => clockOf(testbed, target).clock.set(0, 1),
  healed: ({ testbed, signal }, target) =>
    observed(5_000, signal, () => clocksAreTrue(clockOwners(testbed, target))),
};
export default clockBack;
