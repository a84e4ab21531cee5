import type { Fault } from '../fault.ts';
import { observed } from '../observed.ts';
import { endpointsAre } from '../probes/endpoints.ts';
import { endpointTargets, endpointsOf } from '../targets/chain.ts';

/** One RPC endpoint refuses, the others serve. */
const rpcEndpointDown: Fault = {
  name: 'rpc-endpoint-down',
  title: 'RPC endpoint down',
  text:
    "One of a site's RPC endpoints closes its connections and refuses new ones; the site's others lead to the same " +
    'chain. Whoever knows one address only is cut off with the chain in sight.',
  class: 'chain',
  mode: 'one endpoint refuses',
  source: 'facts/rollup.md RH-16',
  parameters: { holdMs: 4_000 },
  targets: endpointTargets,
  inject: async ({ testbed }, target) =>
    void (await Promise.all(endpointsOf(testbed, target).map((endpoint) => endpoint.cut()))),
  bit: ({ testbed, signal }, target) =>
    observed(2_000, signal, () => endpointsAre(endpointsOf(testbed, target), 'closed', 1_000)),
  heal: async ({ testbed }, target) =>
    void (await Promise.all(endpointsOf(testbed, target).map((endpoint) => endpoint.heal()))),
  healed: ({ testbed, signal }, target) =>
    observed(5_000, signal, () => endpointsAre(endpointsOf(testbed, target), 'answered', 2_000)),
};
export default rpcEndpointDown;
