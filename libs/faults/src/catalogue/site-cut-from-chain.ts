import type { Fault } from '../fault.ts';
import { observed } from '../observed.ts';
import { endpointsAre } from '../probes/endpoints.ts';
import { chainWayTargets, endpointsOf } from '../targets/chain.ts';

/** All ways from one site to the chain cut; sites see each other. */
const siteCutFromChain: Fault = {
  name: 'site-cut-from-chain',
  title: 'Site cut off from the chain',
  text:
    'All RPC endpoints of one site refuse; the sites still see each other and their clients. Its instances accept what ' +
    'they cannot submit: the others have to, and it has to say that it makes no progress.',
  class: 'chain',
  mode: 'one site: all endpoints refuse',
  source: 'facts/rollup.md RC-11, RG-16, RG-19',
  parameters: { holdMs: 6_000 },
  targets: chainWayTargets,
  inject: async ({ testbed }, target) =>
    void (await Promise.all(endpointsOf(testbed, target).map((endpoint) => endpoint.cut()))),
  bit: ({ testbed, signal }, target) =>
    observed(2_000, signal, () => endpointsAre(endpointsOf(testbed, target), 'closed', 1_000)),
  heal: async ({ testbed }, target) =>
    void (await Promise.all(endpointsOf(testbed, target).map((endpoint) => endpoint.heal()))),
  healed: ({ testbed, signal }, target) =>
    observed(5_000, signal, () => endpointsAre(endpointsOf(testbed, target), 'answered', 2_000)),
};
export default siteCutFromChain;
