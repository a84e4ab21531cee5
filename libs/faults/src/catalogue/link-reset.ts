import { observed } from '../observed.ts';
import { linkIsWhole } from '../probes/canary.ts';
import { holdConnection } from '../probes/held-connection.ts';
import { addressAcross } from '../targets/across.ts';
import { linkOf, linkTargets } from '../targets/links.ts';
import { watched } from '../watched.ts';

// The answer to the first request says that the way is open; the second one never ends, so the server waits for it.
const talk = {
  first: 'GET /health HTTP/1.1\r\nhost: plimsoll\r\n\r\n',
  second: 'GET /health HTTP/1.1\r\nx-plimsoll: ',
  drip: 'p',
};

/** Open connections get a TCP reset; new ones work. */
export default watched({
  name: 'link-reset',
  title: 'Connections of a link reset',
  text:
    'Every open connection between two sites is broken off: by a TCP reset where bytes are under way, in order where it ' +
    'is idle. New ones can be made at once. Requests under way have an outcome that their sender cannot know.',
  class: 'link',
  mode: 'open connections reset',
  source: 'design 6; facts/domain.md "What a reply to a send means"',
  parameters: { holdMs: 500 },
  targets: linkTargets,
  before: ({ testbed }, target) =>
    holdConnection(addressAcross(testbed, linkOf(testbed, target).link), talk, 2_000),
  inject: ({ testbed }, target) => linkOf(testbed, target).link.reset(),
  bit: ({ signal }, _target, _parameters, before) =>
    observed(2_000, signal, () => ({
      seen: before.state() === 'reset',
      words: `a connection that the probe held across the link: ${before.state()}`,
    })),
  heal: ({ testbed }, target) => linkOf(testbed, target).link.heal(),
  healed: ({ testbed, signal }, target) =>
    observed(5_000, signal, () => linkIsWhole(linkOf(testbed, target).link)),
});
