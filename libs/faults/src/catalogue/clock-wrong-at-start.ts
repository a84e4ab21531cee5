import { observed } from '../observed.ts';
import { clocksAreOff, clocksAreTrue } from '../probes/clock-skew.ts';
import { allStartedAnew, census } from '../probes/gone.ts';
import { startAgain } from '../start-again.ts';
import { clockOwners } from '../targets/clock-owners.ts';
import { clockOf, clockTargets } from '../targets/clocks.ts';
import { watched } from '../watched.ts';

/** A process killed and started again into another time. */
export default watched({
  name: 'clock-wrong-at-start',
  title: 'Started with a wrong clock',
  text:
    'SIGKILL to one process (or all of a site), and a new one at once whose wall clock is `offsetMs` off, negative: ' +
    'behind. What a virtual machine does that comes back before its time service. Healing sets the clock right while ' +
    'the process runs.',
  class: 'clock',
  mode: 'killed, back at once in another time',
  source: 'facts/domain.md DC-20, DC-21, DC-22, DM-12, DM-14',
  parameters: { holdMs: 3_000, offsetMs: -1_000 },
  needsClocks: true,
  targets: clockTargets,
  before: ({ testbed }, target) => clockOf(testbed, target).instances.map((each) => census(each)),
  async inject({ testbed }, target, { offsetMs }) {
    const { clock, instances } = clockOf(testbed, target);
    await Promise.all(instances.map((instance) => instance.kill()));
    await clock.set(Number(offsetMs));
    await Promise.all(instances.map((instance) => instance.start()));
  },
  async bit({ testbed, signal }, target, { offsetMs }, before) {
    const started = await observed(2_000, signal, () =>
      allStartedAnew(clockOf(testbed, target).instances, before),
    );
    if (!started.seen) return started;
    // The new process answers health only once it listens.
    const clock = await observed(8_000, signal, () =>
      clocksAreOff(clockOwners(testbed, target), Number(offsetMs)),
    );
    return { seen: clock.seen, words: `${started.words}; ${clock.words}` };
  },
  async heal({ testbed }, target) {
    const { clock, instances } = clockOf(testbed, target);
    await clock.set(0, 1);
    await Promise.all(instances.map((instance) => startAgain(instance)));
  },
  healed: ({ testbed, signal }, target) =>
    observed(8_000, signal, () => clocksAreTrue(clockOwners(testbed, target))),
});
