import { chainView } from '../../evidence/chain-view.ts';
import { operations as operationsOf } from '../../evidence/operations.ts';
import { rebuiltBalances } from '../../evidence/rebuilt-balances.ts';
import type { Guarantee } from '../../guarantee.ts';
import { Witnesses } from '../../witnesses.ts';

/**
 * A redemption names an order that an earlier batch made, as it was made, for the account that signs; its index is above the account's
 * redemption index. Convicts RM-16.
 */
const guarantee: Guarantee = {
  id: 'redeemed-once',
  title: 'An order is redeemed once, by its receiver',
  text: 'A money order is redeemed at most once, whole, by its receiver, after the batch that made it; its index is greater than the redemption index of the account, which never goes back.',
  source: { document: 'facts/rollup.md', heading: 'Rules in full' },
  rules: ['RG-09'],
  level: 'MUST',
  kind: 'safety',
  system: 'operator',
  needs: [],
  exercisedBy: ['kill', 'chain-reorg', 'link-cut', 'pause-long'],
  check(context) {
    const operations = context.evidence(operationsOf);
    const view = context.evidence(chainView);
    return {
      on: {},
      finish() {
        const witnesses = new Witnesses(context);
        const chain = view.main;
        let checked = 0;
        for (let position = 0; position < chain.count; position += 1)
          if (chain.method[position] === 2) checked += 1;
        for (const { kind, words, batch, position } of rebuiltBalances(context, chain).irregularities) {
          if (kind !== 'order' && kind !== 'redeemed' && kind !== 'index') continue;
          witnesses.add(
            () => `Batch ${batch.height} ${words}: ${operations.name(chain.slot[position] as number)}.`,
            [batch.place],
          );
        }
        return witnesses.finding(checked, 'redemptions on the chain');
      },
    };
  },
};
export default guarantee;
