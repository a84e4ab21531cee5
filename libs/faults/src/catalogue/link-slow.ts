import type { Fault } from '../fault.ts';
import { observed } from '../observed.ts';
import { linkIsWhole } from '../probes/canary.ts';
import { canaryIsLate, canaryIsPrompt } from '../probes/late-canary.ts';
import { linkOf, linkTargets } from '../targets/links.ts';

/** Latency added to every byte, both directions. */
const linkSlow: Fault = {
  name: 'link-slow',
  title: 'Link slow',
  text:
    'Every byte between two sites arrives `latencyMs` later (give or take `jitterMs`), in both directions; nothing is ' +
    'lost. Figures that depend on the distance between sites show here.',
  class: 'link',
  mode: 'late, nothing lost',
  source: 'design 6; facts/domain.md "How Canton tests this"',
  parameters: { holdMs: 4_000, latencyMs: 400, jitterMs: 40 },
  targets: linkTargets,
  inject: ({ testbed }, target, { latencyMs, jitterMs }) =>
    linkOf(testbed, target).link.slow(Number(latencyMs), Number(jitterMs)),
  bit: ({ testbed, signal }, target, { latencyMs }) =>
    observed(8_000, signal, () => canaryIsLate(linkOf(testbed, target).link, Number(latencyMs))),
  heal: ({ testbed }, target) => linkOf(testbed, target).link.heal(),
  async healed({ testbed, signal }, target, { latencyMs }) {
    const { link } = linkOf(testbed, target);
    const whole = await observed(5_000, signal, () => linkIsWhole(link));
    return whole.seen ? observed(5_000, signal, () => canaryIsPrompt(link, Number(latencyMs))) : whole;
  },
};
export default linkSlow;
