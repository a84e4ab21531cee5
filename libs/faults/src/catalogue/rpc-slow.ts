import type { ChainEndpoint } from '@plimsoll/testbed/testbed';
import type { Fault, Observation } from '../fault.ts';
import { observed } from '../observed.ts';
import { askRpc } from '../probes/rpc.ts';
import { chainWayTargets, endpointsOf } from '../targets/chain.ts';

/** Latency on a site's ways to the chain. */
const rpcSlow: Fault = {
  name: 'rpc-slow',
  title: 'Chain slow to answer',
  text:
    "Every answer on all of one site's ways to the chain takes `latencyMs` longer; nothing is lost. The site's engines " +
    'see the chain late: their view is old, not wrong, and a race that they lose costs gas.',
  class: 'chain',
  mode: 'one site: late answers',
  source: 'facts/rollup.md RC-27',
  parameters: { holdMs: 6_000, latencyMs: 1_500 },
  targets: chainWayTargets,
  inject: async ({ testbed }, target, { latencyMs }) =>
    void (await Promise.all(
      endpointsOf(testbed, target).map((endpoint) => endpoint.slow(Number(latencyMs))),
    )),
  bit: ({ testbed, signal }, target, { latencyMs }) =>
    observed(3_000, signal, () =>
      quickest(endpointsOf(testbed, target), Number(latencyMs) * 4, (ms) => ms >= Number(latencyMs) * 0.8),
    ),
  heal: async ({ testbed }, target) =>
    void (await Promise.all(endpointsOf(testbed, target).map((endpoint) => endpoint.heal()))),
  healed: ({ testbed, signal }, target, { latencyMs }) =>
    observed(10_000, signal, () =>
      quickest(endpointsOf(testbed, target), Number(latencyMs) * 2, (ms) => ms < Number(latencyMs) * 0.8),
    ),
};
export default rpcSlow;

/** The quickest of two answers of each endpoint: a busy machine makes one late, the fault makes all late. */
async function quickest(
  endpoints: readonly ChainEndpoint[],
  withinMs: number,
  expected: (afterMs: number) => boolean,
): Promise<Observation> {
  const looks = await Promise.all(
    endpoints.map(async ({ site, number, url }) => {
      const answers = [await askRpc(url, withinMs), await askRpc(url, withinMs)];
      const afterMs = Math.min(...answers.map((answer) => answer.afterMs));
      return {
        seen: answers.every(({ how }) => how === 'answered') && expected(afterMs),
        words: `endpoint ${site}/${number}: quickest answer of two after ${afterMs.toFixed(0)} ms`,
      };
    }),
  );
  return { seen: looks.every(({ seen }) => seen), words: looks.map(({ words }) => words).join('; ') };
}
