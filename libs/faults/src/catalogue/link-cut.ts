import type { Fault } from '../fault.ts';
import { observed } from '../observed.ts';
import { canaryShows, linkIsWhole } from '../probes/canary.ts';
import { linkOf, linkTargets } from '../targets/links.ts';

/** Connections closed and refused, both directions. */
const linkCut: Fault = {
  name: 'link-cut',
  title: 'Link cut',
  text:
    'All connections between two sites are closed and new ones refused, in both directions. Everybody concerned is ' +
    'told at once, which makes this the mildest way to lose a link.',
  class: 'link',
  mode: 'cut: closed and refused',
  source: 'design 6; facts/domain.md DC-25, DC-74',
  parameters: { holdMs: 3_000 },
  targets: linkTargets,
  inject: ({ testbed }, target) => linkOf(testbed, target).link.cut(),
  bit: ({ testbed, signal }, target) =>
    observed(2_000, signal, () =>
      canaryShows(linkOf(testbed, target).link, { connected: false, forth: false, back: false }, 400),
    ),
  heal: ({ testbed }, target) => linkOf(testbed, target).link.heal(),
  healed: ({ testbed, signal }, target) =>
    observed(5_000, signal, () => linkIsWhole(linkOf(testbed, target).link)),
};
export default linkCut;
