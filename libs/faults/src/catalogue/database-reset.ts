import { observed } from '../observed.ts';
import { holdConnection } from '../probes/held-connection.ts';
import { routeAnswers } from '../probes/route-answers.ts';
import { sslRequest } from '../probes/ssl-request.ts';
import { routeOf, routeTargets } from '../targets/routes.ts';
import { watched } from '../watched.ts';

// After the answer, a start-up packet of 4096 bytes that never ends: the server waits for it.
const talk = { first: sslRequest, second: Buffer.from([0, 0, 16, 0, 0, 3, 0, 0]), drip: 'p' };

/** Connections of one instance to the database broken off; new ones work. */
export default watched({
  name: 'database-reset',
  title: 'Database connections broken off',
  text:
    "Every open connection on one instance's way to the database is broken off in the middle of what it was saying, and " +
    'new ones can be made at once. A commit under way has an outcome that the instance cannot know; its locks fall and ' +
    'may be taken at once, by itself or by others.',
  class: 'store',
  mode: 'one instance: open connections broken off, new ones work',
  source: 'facts/domain.md DC-25, DC-27; "Conflicts"',
  parameters: { holdMs: 500 },
  targets: routeTargets,
  before: ({ testbed }, target) => holdConnection(routeOf(testbed, target).address, talk, 2_000),
  inject: ({ testbed }, target) => routeOf(testbed, target).reset(),
  bit: ({ testbed, signal }, target, _parameters, before) =>
    observed(2_000, signal, async () => {
      const ended = before.state();
      if (ended === 'open')
        return { seen: false, words: `the probe's connection on ${target.name} is still open` };
      const again = await routeAnswers(routeOf(testbed, target));
      return {
        seen: again.seen,
        words: `a connection that the probe held on ${target.name}: ${ended}; ${again.words}`,
      };
    }),
  heal: ({ testbed }, target) => routeOf(testbed, target).heal(),
  healed: ({ testbed, signal }, target) =>
    observed(5_000, signal, () => routeAnswers(routeOf(testbed, target))),
});
