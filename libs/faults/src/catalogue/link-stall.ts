import type { Fault } from '../fault.ts';
import { observed } from '../observed.ts';
import { canaryShows, linkIsWhole } from '../probes/canary.ts';
import { linkOf, linkTargets } from '../targets/links.ts';

/** Bytes stop in both directions, nothing closes. */
const linkStall: Fault = {
  name: 'link-stall',
  title: 'Link stalled',
  text:
    'Bytes between two sites stop in both directions and no connection closes; afterwards they flow again on the same ' +
    'connections, those that were under way included. Only a time-out can notice.',
  class: 'link',
  mode: 'bytes stop, nothing closes',
  source: 'design 5, "Stall"; facts/domain.md DC-53, DC-75',
  parameters: { holdMs: 3_000 },
  targets: linkTargets,
  inject: ({ testbed }, target) => linkOf(testbed, target).link.stall('both'),
  bit: ({ testbed, signal }, target) =>
    observed(2_000, signal, () =>
      canaryShows(linkOf(testbed, target).link, { forth: false, back: false }, 500),
    ),
  heal: ({ testbed }, target) => linkOf(testbed, target).link.heal(),
  healed: ({ testbed, signal }, target) =>
    observed(5_000, signal, () => linkIsWhole(linkOf(testbed, target).link)),
};
export default linkStall;
