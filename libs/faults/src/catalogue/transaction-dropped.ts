import { observed } from '../observed.ts';
import { chainMoves } from '../probes/chain-mines.ts';
import { PoolWatch } from '../probes/pool-watch.ts';
import { chainOf, chainTargets } from '../targets/chain.ts';
import { watched } from '../watched.ts';

/** What an instance sent leaves the pool and is never mined. */
export default watched({
  name: 'transaction-dropped',
  title: 'Transaction dropped',
  text:
    'The transactions of the next instance that submits are thrown out of the pool before a block takes them: nothing ' +
    'reverts, nothing is mined, and nothing says so. Whoever waits for the receipt waits for ever. Without a ' +
    'submission within `withinMs` the trial is invalid.',
  class: 'chain',
  mode: 'sent, gone from the pool, never mined',
  source: 'facts/rollup.md RC-27, RH-26, RM-26',
  parameters: { holdMs: 3_000, withinMs: 20_000 },
  targets: chainTargets,
  before: ({ testbed }) => new PoolWatch(chainOf(testbed).probeUrl),
  async inject({ testbed }, _target, { withinMs }) {
    const chain = chainOf(testbed);
    const dropped = await chain.dropTransactions([...chain.submitters.values()], Number(withinMs));
    if (dropped?.length === 0) {
      throw new Error(`nothing to drop within ${withinMs} ms: no instance sent a transaction`);
    }
  },
  bit: ({ signal }, _target, _parameters, before) =>
    observed(2_000, signal, () => ({
      seen: before.vanished.length > 0,
      words:
        before.vanished.length === 0
          ? 'no transaction vanished from the pool'
          : `gone from the pool, in no block: ${before.vanished.join('; ')}`,
    })),
  // The pool forgets once. That the sender notices is the subject's part, and judged.
  heal: () => Promise.resolve(),
  healed: ({ testbed, signal }) => observed(10_000, signal, () => chainMoves(chainOf(testbed))),
});
