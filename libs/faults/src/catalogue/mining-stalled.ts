import type { Fault } from '../fault.ts';
import { observed } from '../observed.ts';
import { chainMoves, chainStands } from '../probes/chain-mines.ts';
import { chainOf, chainTargets } from '../targets/chain.ts';

/** No block for a while. */
const miningStalled: Fault = {
  name: 'mining-stalled',
  title: 'Mining stalled',
  text:
    'The chain answers and takes transactions, but no block comes: nothing is accepted, nothing becomes final, and ' +
    'what was sent waits in the pool. Afterwards the waiting transactions are mined at once.',
  class: 'chain',
  mode: 'no block, calls answered',
  source: 'facts/rollup.md RC-27, RG-16',
  parameters: { holdMs: 6_000 },
  targets: chainTargets,
  inject: ({ testbed }) => chainOf(testbed).stallMining(),
  bit: ({ testbed, signal }) => observed(5_000, signal, () => chainStands(chainOf(testbed))),
  heal: ({ testbed }) => chainOf(testbed).resumeMining(),
  healed: ({ testbed, signal }) => observed(10_000, signal, () => chainMoves(chainOf(testbed))),
};
export default miningStalled;
