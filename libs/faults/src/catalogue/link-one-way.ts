import type { Fault } from '../fault.ts';
import { observed } from '../observed.ts';
import { canaryShows, linkIsWhole } from '../probes/canary.ts';
import { linkOf, oneWayTargets } from '../targets/links.ts';

/** Bytes stop in one direction only, whoever dialled. */
const linkOneWay: Fault = {
  name: 'link-one-way',
  title: 'Link cut one way',
  text:
    'Bytes in one direction between two sites stop, on every connection and whoever dialled it; the other direction ' +
    'works and nothing closes. One side is heard and cannot hear.',
  class: 'link',
  mode: 'one direction stops, nothing closes',
  source: 'design 5, "One-way means by bytes"',
  parameters: { holdMs: 3_000 },
  targets: oneWayTargets,
  inject({ testbed }, target) {
    const { link, direction } = linkOf(testbed, target);
    return link.stall(direction);
  },
  bit: ({ testbed, signal }, target) =>
    observed(3_000, signal, () =>
      canaryShows(linkOf(testbed, target).link, { forth: false, back: true }, 500),
    ),
  heal: ({ testbed }, target) => linkOf(testbed, target).link.heal(),
  healed: ({ testbed, signal }, target) =>
    observed(5_000, signal, () => linkIsWhole(linkOf(testbed, target).link)),
};
export default linkOneWay;
