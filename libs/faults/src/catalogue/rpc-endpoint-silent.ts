import type { Fault } from '../fault.ts';
import { observed } from '../observed.ts';
import { endpointsAre } from '../probes/endpoints.ts';
import { endpointTargets, endpointsOf } from '../targets/chain.ts';

/** One RPC endpoint takes calls and never answers. */
const rpcEndpointSilent: Fault = {
  name: 'rpc-endpoint-silent',
  title: 'RPC endpoint silent',
  text:
    "One of a site's RPC endpoints takes connections and calls, and no answer comes; nothing closes. Whoever has no " +
    'time-out of its own waits there for ever, with another endpoint beside it.',
  class: 'chain',
  mode: 'one endpoint: bytes stop, nothing closes',
  source: 'facts/rollup.md RH-16, RC-27',
  parameters: { holdMs: 6_000 },
  targets: endpointTargets,
  inject: async ({ testbed }, target) =>
    void (await Promise.all(endpointsOf(testbed, target).map((endpoint) => endpoint.stall()))),
  bit: ({ testbed, signal }, target) =>
    observed(2_000, signal, () => endpointsAre(endpointsOf(testbed, target), 'silent', 500)),
  heal: async ({ testbed }, target) =>
    void (await Promise.all(endpointsOf(testbed, target).map((endpoint) => endpoint.heal()))),
  healed: ({ testbed, signal }, target) =>
    observed(5_000, signal, () => endpointsAre(endpointsOf(testbed, target), 'answered', 2_000)),
};
export default rpcEndpointSilent;
