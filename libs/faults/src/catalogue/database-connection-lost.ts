import type { Fault } from '../fault.ts';
import { observed } from '../observed.ts';
import { routeAnswers } from '../probes/route-answers.ts';
import { askForSsl } from '../probes/ssl-request.ts';
import { routeOf, routeTargets } from '../targets/routes.ts';

/** One instance's way to the database cut. */
const databaseConnectionLost: Fault = {
  name: 'database-connection-lost',
  title: 'Database connection lost',
  text:
    "One instance's way to the database is cut: its connections close and new ones are refused; its locks fall with " +
    'them. All other instances keep theirs.',
  class: 'store',
  mode: 'one instance: closed and refused',
  source: 'facts/domain.md DC-25, DC-27',
  parameters: { holdMs: 3_000 },
  targets: routeTargets,
  inject: ({ testbed }, target) => routeOf(testbed, target).cut(),
  bit: ({ testbed, signal }, target) =>
    observed(2_000, signal, async () => {
      const { how, words } = await askForSsl(routeOf(testbed, target).address, 500);
      return {
        seen: how === 'closed',
        words: `SSLRequest on ${target.name}: ${words}`,
      };
    }),
  heal: ({ testbed }, target) => routeOf(testbed, target).heal(),
  healed: ({ testbed, signal }, target) =>
    observed(5_000, signal, () => routeAnswers(routeOf(testbed, target))),
};
export default databaseConnectionLost;
