import type { Fault } from '../fault.ts';
import { observed } from '../observed.ts';
import { routeAnswers } from '../probes/route-answers.ts';
import { askForSsl } from '../probes/ssl-request.ts';
import { routeOf, routeTargets } from '../targets/routes.ts';

/** One instance's way to the database silent: connections stay, bytes stop. */
const databaseStalled: Fault = {
  name: 'database-stalled',
  title: 'Database gone silent',
  text:
    "Bytes on one instance's way to the database stop; its connections stay open and the server keeps its locks. " +
    'Without time-outs of its own the instance waits for ever, and looks well to whoever only connects to it.',
  class: 'store',
  mode: 'one instance: bytes stop, nothing closes',
  source: 'facts/domain.md DC-28, DC-77, DM-32, DM-41, DM-43',
  parameters: { holdMs: 4_000 },
  targets: routeTargets,
  inject: ({ testbed }, target) => routeOf(testbed, target).stall(),
  bit: ({ testbed, signal }, target) =>
    observed(2_000, signal, async () => {
      const { how, words } = await askForSsl(routeOf(testbed, target).address, 500);
      return {
        seen: how === 'silent',
        words: `SSLRequest on ${target.name}: ${words}`,
      };
    }),
  heal: ({ testbed }, target) => routeOf(testbed, target).heal(),
  healed: ({ testbed, signal }, target) =>
    observed(5_000, signal, () => routeAnswers(routeOf(testbed, target))),
};
export default databaseStalled;
