import type { Fault } from '../fault.ts';
import { observed } from '../observed.ts';
import { askForSsl } from '../probes/ssl-request.ts';
import { routeOf, routeTargets } from '../targets/routes.ts';

/** Latency on one instance's way to the database. */
const databaseSlow: Fault = {
  name: 'database-slow',
  title: 'Database slow',
  text:
    "Every answer on one instance's way to the database takes `latencyMs` longer; nothing is lost. The instance is " +
    'slow but alive, and the others must not wait for it longer than for a dead one.',
  class: 'store',
  mode: 'one instance: late answers',
  source: 'facts/domain.md DC-28',
  parameters: { holdMs: 4_000, latencyMs: 300 },
  targets: routeTargets,
  inject: ({ testbed }, target, { latencyMs }) => routeOf(testbed, target).slow(Number(latencyMs)),
  bit: ({ testbed, signal }, target, { latencyMs }) =>
    observed(3_000, signal, async () => {
      // The quickest of three: a busy machine makes one answer late, the fault makes all late.
      const answers = [];
      for (let tries = 0; tries < 3; tries += 1) {
        answers.push(await askForSsl(routeOf(testbed, target).address, Number(latencyMs) * 10));
      }
      const quickestMs = Math.min(...answers.map(({ afterMs }) => afterMs));
      return {
        seen: answers.every(({ how }) => how === 'answered') && quickestMs >= Number(latencyMs) * 0.8,
        words: `SSLRequest on ${target.name}: quickest answer of three after ${quickestMs.toFixed(0)} ms`,
      };
    }),
  heal: ({ testbed }, target) => routeOf(testbed, target).heal(),
  healed: ({ testbed, signal }, target, { latencyMs }) =>
    observed(5_000, signal, async () => {
      const { how, afterMs, words } = await askForSsl(routeOf(testbed, target).address, 2_000);
      return {
        seen: how === 'answered' && afterMs < Number(latencyMs) * 0.8,
        words: `SSLRequest on ${target.name}: ${words} after ${afterMs.toFixed(0)} ms`,
      };
    }),
};
export default databaseSlow;
