import { observed } from '../observed.ts';
import { holdConnection } from '../probes/held-connection.ts';
import { routeAnswers } from '../probes/route-answers.ts';
import { sslRequest } from '../probes/ssl-request.ts';
import { routeOf, routeTargets } from '../targets/routes.ts';
import { watched } from '../watched.ts';

/** Connections of one instance to the database get a TCP reset; new ones work. */
export default watched({
  name: 'database-reset',
  title: 'Database connections reset',
  text:
    "Every open connection on one instance's way to the database gets a TCP reset; new ones can be made once it is " +
    'over. A commit under way has an outcome that the instance cannot know.',
  class: 'store',
  mode: 'one instance: open connections reset',
  source: 'facts/domain.md DC-25, DC-27; "Conflicts"',
  parameters: { holdMs: 500 },
  targets: routeTargets,
  before: ({ testbed }, target) => holdConnection(routeOf(testbed, target).address, sslRequest, 2_000),
  inject: ({ testbed }, target) => routeOf(testbed, target).reset(),
  bit: ({ signal }, target, _parameters, before) =>
    observed(2_000, signal, () => ({
      seen: before.state() === 'reset',
      words: `a connection that the probe held on ${target.name}: ${before.state()}`,
    })),
  heal: ({ testbed }, target) => routeOf(testbed, target).heal(),
  healed: ({ testbed, signal }, target) =>
    observed(5_000, signal, () => routeAnswers(routeOf(testbed, target))),
});
