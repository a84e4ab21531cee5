import { setTimeout as sleep } from 'node:timers/promises';
import type { Fault } from '../fault.ts';
import { observed } from '../observed.ts';
import { clocksAreTrue, readSkews } from '../probes/clock-skew.ts';
import { clockOwners } from '../targets/clock-owners.ts';
import { clockOf, clockTargets } from '../targets/clocks.ts';

/** A wall clock that runs too fast or too slowly. */
const clockDrift: Fault = {
  name: 'clock-drift',
  title: 'Clock drifting',
  text:
    'The wall clock of one process, or of a whole site with its database, runs at `rate` of true time (1.1 gains a ' +
    'tenth of a second each second); healing sets it right, which is a step.',
  class: 'clock',
  mode: 'runs too fast',
  source: 'design 6; facts/domain.md DC-48',
  parameters: { holdMs: 4_000, rate: 1.1 },
  needsClocks: true,
  targets: clockTargets,
  inject: ({ testbed }, target, { rate }) => clockOf(testbed, target).clock.set(0, Number(rate)),
  bit: ({ testbed, signal }, target, { rate }) =>
    observed(4_000, signal, async () => {
      const owners = clockOwners(testbed, target);
      const first = await readSkews(owners);
      await sleep(800);
      const second = await readSkews(owners);
      const due = Number(rate) - 1;
      const gains = second.map((later, index) => {
        const earlier = first[index];
        const overMs = later.atMs - (earlier?.atMs ?? 0);
        return {
          name: later.name,
          gain: (later.aheadMs - (earlier?.aheadMs ?? 0)) / overMs,
          error: (later.errorMs + (earlier?.errorMs ?? 0)) / overMs,
        };
      });
      return {
        // To the error of the readings, which must itself be small against the drift.
        seen:
          gains.length > 0 &&
          gains.every(
            ({ gain, error }) =>
              error < Math.abs(due) / 2 && Math.abs(gain - due) <= Math.abs(due) / 3 + error,
          ),
        words: gains
          .map(({ name, gain }) => `clock inside ${name} gains ${(gain * 1_000).toFixed(0)} ms a second`)
          .join('; '),
      };
    }),
  heal: ({ testbed }, target) => clockOf(testbed, target).clock.set(0, 1),
  healed: ({ testbed, signal }, target) =>
    observed(5_000, signal, () => clocksAreTrue(clockOwners(testbed, target))),
};
export default clockDrift;
