import { observed } from '../observed.ts';
import { BlockWatch } from '../probes/block-watch.ts';
import { seeBlock } from '../probes/chain-head.ts';
import { chainOf, chainTargets } from '../targets/chain.ts';
import { watched } from '../watched.ts';

/** The last blocks of the chain replaced by others. */
export default watched({
  name: 'chain-reorg',
  title: 'Chain reorganised',
  text:
    'The last `depthBlocks` blocks are taken back and one more than those, all empty, stand in their place; the ' +
    'transactions that they held go back to the pool and are mined again, above. Receipts vanish and come back at ' +
    'other heights. As with a real node no filter tells of it: only parent hashes do. For some milliseconds the head is ' +
    'lower than before.',
  class: 'chain',
  mode: 'blocks replaced, transactions mined again',
  source: 'facts/rollup.md RC-26, RH-10, RG-14, "Reorg as a fault"',
  parameters: { holdMs: 2_000, depthBlocks: 3 },
  targets: chainTargets,
  before: ({ testbed }, _target, { depthBlocks }) =>
    BlockWatch.begin(chainOf(testbed).probeUrl, Number(depthBlocks)),
  inject: async ({ testbed }, _target, { depthBlocks }) =>
    void (await chainOf(testbed).reorg(Number(depthBlocks))),
  bit: ({ signal }, _target, { depthBlocks }, before) =>
    observed(5_000, signal, async () => {
      const replaced = await before.replaced();
      return {
        seen: replaced.length >= Number(depthBlocks),
        words: replaced.length === 0 ? 'no block was replaced' : `block ${replaced.join('; block ')}`,
      };
    }),
  // What is taken back stays so.
  heal: () => Promise.resolve(),
  healed: ({ testbed, signal }, _target, _parameters, before) =>
    observed(20_000, signal, async () => {
      const head = await seeBlock(chainOf(testbed).probeUrl);
      const highest = before?.highest ?? 0;
      return {
        seen: (head?.height ?? 0) > highest,
        words: `head ${head?.height ?? 'none'}, highest seen before it was healed ${highest}`,
      };
    }),
});
