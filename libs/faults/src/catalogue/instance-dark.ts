import { observed } from '../observed.ts';
import { frozen } from '../probes/frozen.ts';
import { allStartedAnew, census } from '../probes/gone.ts';
import { startAgain } from '../start-again.ts';
import { partsOf, wholeInstances } from '../targets/instances.ts';
import { watched } from '../watched.ts';

/** All processes of one instance fall silent at once and never come back; new ones take their place when the trial ends. */
export default watched({
  name: 'instance-dark',
  title: 'Instance dark',
  text:
    'A node and every internal part beside it are stopped (SIGSTOP) at once: no byte comes from them any more and nothing closes, as if ' +
    'their host were lost, but that the kernel still takes connections. They never move again: healing kills them and starts new ' +
    'ones. Databases and brokers of the site go on; for a whole host with those, see site-dark.',
  class: 'process',
  mode: 'dark: all parts silent, nothing closes',
  source: 'facts/rollup.md RC-03, RC-04, all at once; design 5, "dark"',
  parameters: { holdMs: 3_000 },
  targets: wholeInstances,
  before: ({ testbed }, target) => partsOf(testbed, target).map((part) => census(part)),
  inject: async ({ testbed }, target) =>
    void (await Promise.all(partsOf(testbed, target).map((part) => part.pause()))),
  bit: ({ testbed, signal }, target) =>
    observed(1_000, signal, () => {
      const seen = partsOf(testbed, target).map((part) => frozen(part));
      return { seen: seen.every((each) => each.seen), words: seen.map(({ words }) => words).join('; ') };
    }),
  async heal({ testbed }, target) {
    const parts = partsOf(testbed, target);
    await Promise.all(parts.map((part) => part.kill()));
    await Promise.all(parts.map((part) => startAgain(part)));
  },
  healed: ({ testbed, signal }, target, _parameters, before = []) =>
    observed(3_000, signal, () => allStartedAnew(partsOf(testbed, target), before)),
});
