import { chainView } from '../../evidence/chain-view.ts';
import { operations as operationsOf } from '../../evidence/operations.ts';
import { finalityBlocksOf, rebuiltBalances } from '../../evidence/rebuilt-balances.ts';
import type { Guarantee } from '../../guarantee.ts';
import { Witnesses } from '../../witnesses.ts';

/**
 * An order is money only once its batch cannot be undone: a redemption is built on blocks that have the successors which the subject's
 * manifest says make them final. The load asks for it too early now and then. Convicts RM-17.
 */
const guarantee: Guarantee = {
  id: 'redeemed-when-final',
  title: 'An order is redeemed once it is final',
  text: 'Between the block that holds an order’s batch and the block that holds its redemption lie at least as many blocks as the subject says make a block final.',
  source: { document: 'facts/rollup.md', heading: 'Concepts' },
  rules: ['RG-09', 'RG-14'],
  level: 'MUST',
  kind: 'safety',
  system: 'operator',
  needs: [],
  exercisedBy: ['kill', 'link-cut', 'pause-long'],
  check(context) {
    const operations = context.evidence(operationsOf);
    const view = context.evidence(chainView);
    return {
      on: {},
      finish() {
        const witnesses = new Witnesses(context);
        const chain = view.main;
        let checked = 0;
        if (finalityBlocksOf(context.plan) !== undefined)
          for (let position = 0; position < chain.count; position += 1)
            if (chain.method[position] === 2) checked += 1;
        for (const { kind, words, batch, position } of rebuiltBalances(context, chain).irregularities)
          if (kind === 'early')
            witnesses.add(
              () => `Batch ${batch.height} ${words}: ${operations.name(chain.slot[position] as number)}.`,
              [batch.place],
            );
        return witnesses.finding(checked, 'redemptions on a chain without reorganisations, finality claimed');
      },
    };
  },
};
export default guarantee;
